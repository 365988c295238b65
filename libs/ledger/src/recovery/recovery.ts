import { categoryOfStream, holdStream, keyOfStream, warehouseStream } from '#domain';
import type { StreamName } from '#event-store';
import type { Core } from '../core.ts';
import { sharesLog } from '../core.ts';
import { driveSheets } from '../count-sheets/close.ts';
import { OpenHolds } from '../holds/open-holds.ts';
import { recoverHold } from '../holds/recover-hold.ts';
import { driveToEnd } from '../orders/resume.ts';
import { driveTransfer } from '../transfers/resume.ts';
import { finishClosingOf } from '../warehouses/finish-closing.ts';
import { OpenProcesses } from './open-processes.ts';

/** Processes driven to their end at once. */
const AT_ONCE = 16;

/** Drives to its end what stopped half-way: on start everything, and from time to time what failed meanwhile. */
export class Recovery {
  readonly #core: Core;
  readonly #openProcesses: OpenProcesses;
  readonly #openHolds: OpenHolds;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(core: Core) {
    this.#core = core;
    this.#openProcesses = new OpenProcesses(core);
    this.#openHolds = new OpenHolds(core);
  }

  /** Resolves when all that could be recovered is. What could not is tried again later. */
  async start(): Promise<void> {
    await this.#recover(true);
    this.#core.expiry.start();
    this.#next();
  }

  /** Not at the same time as other processes that started when this one did. */
  #next(): void {
    if (this.#isStopped) return;
    const waitMs = this.#core.limits.recoveryIntervalMs * (0.5 + Math.random());
    this.#timer = setTimeout(() => {
      this.#running = this.#recover(false).finally(() => this.#next());
    }, waitMs);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #recover(isStart: boolean): Promise<void> {
    if (this.#isStopped) return;
    try {
      await this.#recoverAll(await this.#streamsToRecover(isStart));
      await this.#recoverAll(await this.#holdsToRecover(isStart));
      await this.#recoverClosings();
      this.#core.reevaluations.retry();
    } catch (error) {
      this.#core.log({
        level: 'error',
        message: 'recovery failed and will be tried again',
        error: `${error}`,
      });
    }
  }

  /** Where others append as well they may be at their own processes: those are left alone for a while. */
  async #streamsToRecover(isStart: boolean): Promise<readonly StreamName[]> {
    const { unfinished, limits } = this.#core;
    const own = [...unfinished];
    if (!sharesLog(this.#core)) return isStart ? this.#openProcesses.olderThan(0) : own;
    return [...new Set([...own, ...(await this.#openProcesses.olderThan(limits.takeOverAfterMs))])];
  }

  /** Likewise; and takes note of the holds that are open, so that they end when their time is over. */
  async #holdsToRecover(isStart: boolean): Promise<readonly StreamName[]> {
    const { limits, expiry } = this.#core;
    const isShared = sharesLog(this.#core);
    if (!isStart && !isShared) return [];
    for (const hold of await this.#openHolds.readOn()) {
      // Where others append as well, whoever has accepted a hold ends it first.
      const lateMs = isShared ? limits.takeOverAfterMs : 0;
      expiry.note(hold.holdId, hold, hold.recordedMs + lateMs);
    }
    return this.#openHolds.busyFor(isShared ? limits.takeOverAfterMs : 0).map(holdStream);
  }

  async #recoverAll(streams: readonly StreamName[]): Promise<void> {
    const left = streams.values();
    const workers = Array.from({ length: AT_ONCE }, async () => {
      for (const stream of left) {
        if (this.#isStopped) return;
        await this.#recoverOne(stream);
      }
    });
    await Promise.all(workers);
  }

  async #recoverOne(stream: StreamName): Promise<void> {
    const { turns, unfinished, durability, log } = this.#core;
    try {
      // An order that has claimed a hold is driven first, so the hold's own turn comes later.
      if (categoryOfStream(stream) === 'hold') await recoverHold(this.#core, keyOfStream(stream));
      else await turns.take(stream, () => drive(this.#core, stream));
      if (durability.lastStaged !== undefined) await durability.reached(durability.lastStaged);
      unfinished.delete(stream);
    } catch (error) {
      unfinished.add(stream);
      log({ level: 'error', message: 'a process could not be driven to its end', stream, error: `${error}` });
    }
  }

  async #recoverClosings(): Promise<void> {
    const { directory, turns } = this.#core;
    for (const { code, state } of directory.scopes.warehouses.values()) {
      if (state !== 'closing') continue;
      await turns.take(warehouseStream(code), () => finishClosingOf(this.#core, code));
      this.#core.counters.recovered += 1;
    }
  }
}

/** Drives the open operation of a process to its end, by the kind of its stream. */
async function drive(core: Core, stream: StreamName): Promise<unknown> {
  const key = keyOfStream(stream);
  switch (categoryOfStream(stream)) {
    case 'order':
      return driveToEnd(core, key);
    case 'transfer':
      return driveTransfer(core, key);
    case 'warehouse':
      return driveSheets(core, key);
    default:
      throw new RangeError(`${stream} is no process`);
  }
}
