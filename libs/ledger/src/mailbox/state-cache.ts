import type { StreamName } from '#event-store';
import { Mailbox } from './mailbox.ts';
import type { MailboxSetting } from './mailbox-setting.ts';
import type { StreamKind } from './stream-kind.ts';

/** Mailboxes looked at in one search for something to forget. */
const SEARCH_MAX = 64;

/**
 * The mailboxes of one kind of stream, each with its running state: the recently used ones stay, up to a number of
 * bytes. What waits, is at work or is not durable yet is never forgotten.
 */
export class StateCache<State> {
  readonly #kind: StreamKind<State>;
  readonly #setting: MailboxSetting;
  /** The longest in the cache come first. */
  readonly #mailboxes = new Map<StreamName, Mailbox<State>>();

  constructor(kind: StreamKind<State>, setting: MailboxSetting) {
    this.#kind = kind;
    this.#setting = setting;
  }

  get size(): number {
    return this.#mailboxes.size;
  }

  /** The stream's one mailbox in this process. */
  mailbox(stream: StreamName): Mailbox<State> {
    const { counters } = this.#setting;
    let mailbox = this.#mailboxes.get(stream);
    if (mailbox?.running.isCurrent) counters.cacheHits += 1;
    else counters.cacheMisses += 1;
    if (mailbox === undefined) {
      if (counters.cacheBytes > this.#setting.limits.cacheBytesMax) this.#forgetSome();
      mailbox = new Mailbox(stream, this.#kind, this.#setting);
      this.#mailboxes.set(stream, mailbox);
    }
    mailbox.touched = true;
    return mailbox;
  }

  /** Forgets a stream that will hardly be used again soon, once it is idle. */
  release(stream: StreamName): void {
    const mailbox = this.#mailboxes.get(stream);
    if (mailbox?.isIdle) this.#forget(mailbox);
  }

  /** Drops every state that has gone on beyond the durable log. */
  dropStaged(): void {
    for (const { running } of this.#mailboxes.values()) {
      const { lastStaged } = running;
      if (lastStaged !== undefined && !this.#setting.durability.isDurable(lastStaged)) running.dropStaged();
    }
  }

  /** Resolves when all that has been decided until now is staged, or failed. */
  async allStaged(): Promise<void> {
    await Promise.allSettled([...this.#mailboxes.values()].map(({ appending }) => appending));
  }

  /** Second chance: what was used since the last search goes to the end, the rest is forgotten. */
  #forgetSome(): void {
    const { counters, limits } = this.#setting;
    let searched = 0;
    for (const [stream, mailbox] of this.#mailboxes) {
      if (counters.cacheBytes <= limits.cacheBytesMax || ++searched > SEARCH_MAX) return;
      if (mailbox.touched || !mailbox.isIdle) {
        mailbox.touched = false;
        this.#mailboxes.delete(stream);
        this.#mailboxes.set(stream, mailbox);
      } else {
        counters.cacheEvictions += 1;
        this.#forget(mailbox);
      }
    }
  }

  #forget(mailbox: Mailbox<State>): void {
    this.#mailboxes.delete(mailbox.stream);
    mailbox.running.release();
  }
}
