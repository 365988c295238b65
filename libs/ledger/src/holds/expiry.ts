import { expireHold, type HoldState, holdStream } from '#domain';
import type { Core, Expiry } from '../core.ts';
import type { Staged } from '../mailbox/durability.ts';
import { record } from '../record.ts';
import { Heap } from './heap.ts';
import { newHoldRun } from './hold-run.ts';
import { inHoldTurn } from './hold-turn.ts';
import { driveHoldToEnd, settleOrCarryOn } from './resume-hold.ts';

/** When a hold ends by itself. */
interface Due {
  readonly holdId: string;
  /** By the time of the decisions, ISO 8601 UTC. */
  readonly expiresAt: string;
  /** By the clock, milliseconds since 1970 UTC: later than `expiresAt` where a replay supplies times of the past. */
  readonly dueMs: number;
}

/** Wakes the ledger up. Default: the system's timer. */
export interface Alarm {
  set(wake: () => void, ms: number): unknown;
  clear(handle: unknown): void;
}

export const SYSTEM_ALARM: Alarm = {
  set: (wake, ms) => setTimeout(wake, ms).unref(),
  clear: (handle) => clearTimeout(handle as NodeJS.Timeout),
};

/** A timer takes no longer delays; it is set again then. */
const DELAY_MS_MAX = 3_600_000;

const ACTOR = 'stockbook';

/**
 * Ends holds whose time is over: by the clock, and before a command whose decision time is later. So a hold is over for
 * every command decided after its time, also when a replay supplies the times.
 */
export class HoldExpiry implements Expiry {
  readonly #core: Core;
  readonly #clock: () => number;
  readonly #alarm: Alarm;
  /** The latest expiry known of each hold; others in the heaps are void. */
  readonly #due = new Map<string, Due>();
  readonly #byExpiry = new Heap<Due>((a, b) =>
    a.expiresAt === b.expiresAt ? a.holdId < b.holdId : a.expiresAt < b.expiresAt,
  );
  readonly #byClock = new Heap<Due>((a, b) => a.dueMs < b.dueMs);
  #work: Promise<void> = Promise.resolve();
  #waiting = 0;
  #handle: unknown;
  #isRunning = false;

  constructor(core: Core, clock: () => number, alarm: Alarm) {
    this.#core = core;
    this.#clock = clock;
    this.#alarm = alarm;
  }

  /** Number of holds whose expiry is waited for. */
  get size(): number {
    return this.#due.size;
  }

  /** Takes up the timer. */
  start(): void {
    this.#isRunning = true;
    this.#setAlarm();
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#alarm.clear(this.#handle);
    await this.#work;
  }

  note(
    holdId: string,
    hold: Pick<HoldState, 'status' | 'expiresAt' | 'decidedAt'> | undefined,
    recordedMs: number = this.#clock(),
  ): void {
    if (hold?.status !== 'open') {
      this.#due.delete(holdId);
      return;
    }
    const { expiresAt, decidedAt } = hold;
    if (this.#due.get(holdId)?.expiresAt === expiresAt) return;
    const dueMs = Date.parse(expiresAt) + Math.max(0, recordedMs - Date.parse(decidedAt));
    const due = { holdId, expiresAt, dueMs };
    this.#due.set(holdId, due);
    this.#byExpiry.push(due);
    this.#byClock.push(due);
    if (this.#byClock.peek() === due) this.#setAlarm();
  }

  /**
   * Ends what is over at the time of a decision, which waits for it; nothing to wait for where nothing is. A time that
   * is still to come counts as now.
   */
  upTo(now: string): Promise<void> | undefined {
    if (this.#due.size === 0) return this.#waiting > 0 ? this.#work : undefined;
    const first = this.#firstOf(this.#byExpiry);
    if (first === undefined || first.expiresAt > now) return this.#waiting > 0 ? this.#work : undefined;
    const clock = new Date(this.#clock()).toISOString();
    const time = now < clock ? now : clock;
    return this.#endAll(this.#byExpiry, ({ expiresAt }) => expiresAt <= time);
  }

  #endAll(heap: Heap<Due>, isOver: (due: Due) => boolean): Promise<void> | undefined {
    const over: Due[] = [];
    for (let first = this.#firstOf(heap); first !== undefined && isOver(first); first = this.#firstOf(heap)) {
      this.#due.delete(first.holdId);
      over.push(first);
    }
    if (over.length > 0) {
      this.#waiting += 1;
      this.#work = this.#work.then(async () => {
        for (const { holdId, expiresAt } of over) await this.#end(holdId, expiresAt);
        this.#waiting -= 1;
      });
    }
    return this.#waiting > 0 ? this.#work : undefined;
  }

  /** The first that counts; void ones are dropped. */
  #firstOf(heap: Heap<Due>): Due | undefined {
    for (let first = heap.peek(); first !== undefined; first = heap.peek()) {
      if (this.#due.get(first.holdId) === first) return first;
      heap.pop();
    }
    return undefined;
  }

  async #end(holdId: string, expiresAt: string): Promise<void> {
    try {
      const staged = await inHoldTurn(this.#core, holdId, () => endByExpiry(this.#core, holdId, expiresAt));
      // Commands go on when it is staged. Where its flush fails, recovery comes to it.
      if (staged === undefined) return;
      this.#core.durability.reached(staged).catch(() => this.#core.unfinished.add(holdStream(holdId)));
    } catch (error) {
      // Recovery comes to it: the hold is known to be unfinished.
      this.#core.log({ level: 'error', message: 'a hold could not be ended', holdId, error: `${error}` });
    }
  }

  #setAlarm(): void {
    this.#alarm.clear(this.#handle);
    const first = this.#firstOf(this.#byClock);
    if (!this.#isRunning || first === undefined) return;
    const ms = Math.min(Math.max(0, first.dueMs - this.#clock()), DELAY_MS_MAX);
    this.#handle = this.#alarm.set(() => this.#wake(), ms);
  }

  #wake(): void {
    const clock = this.#clock();
    this.#endAll(this.#byClock, ({ dueMs }) => dueMs <= clock);
    this.#setAlarm();
  }
}

/**
 * Ends the hold if its time is over at that time, and nothing stands in the way. To be called in the hold's turn. An
 * order that has claimed it notes the expiry again when it gives the hold back.
 */
export async function endByExpiry(core: Core, holdId: string, time: string): Promise<Staged | undefined> {
  const stream = holdStream(holdId);
  const { epoch } = core.durability;
  await driveHoldToEnd(core, holdId);
  const fencedAt = core.loadings();
  const { value, revision, staged } = await core.holds.mailbox(stream).decide(
    {
      decide(hold) {
        const events = record(expireHold(hold, time), originOf(hold));
        return { events, value: events };
      },
    },
    epoch,
  );
  const [event] = value;
  const hold = await core.holds.mailbox(stream).look();
  if (event === undefined) {
    if (hold?.claimedBy === null) core.expiry.note(holdId, hold);
    return undefined;
  }
  const origin = { actor: ACTOR, commandId: commandIdOf(holdId, event.data.operation as number) };
  const place = { revision, staged, fencedAt };
  const run = newHoldRun({ holdId }, event, place, { ...origin, now: time, epoch });
  await settleOrCarryOn(core, run);
  return run.staged;
}

const commandIdOf = (holdId: string, operation: number): string => `stockbook:expiry-${operation}-${holdId}`;

const originOf = (hold: HoldState | null) => ({
  actor: ACTOR,
  commandId: commandIdOf(hold?.holdId ?? '', (hold?.operation ?? 0) + 1),
});
