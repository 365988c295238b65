import { resolve } from 'node:path';
import {
  type CopyReport,
  copyLog,
  type EventStore,
  EventStoreDbAddressError,
  EventStoreError,
  isEventStoreDbAddress,
  type LogTarget,
  openEventStoreDbEventStore,
  openEventStoreDbLogTarget,
  openSqliteEventStore,
  openSqliteLogTarget,
} from '#event-store';
import type { CopyLogFlags } from './commands/cli.ts';
import { EXIT, Stop, WrongUse } from './exit-code.ts';
import { formatCount, formatDuration } from './terminal/format.ts';
import type { Progress } from './terminal/progress.ts';
import type { Screen } from './terminal/screen.ts';

/** Copies a log in this process. */
export async function copyLogHere(
  { from, to, json }: CopyLogFlags,
  screen: Screen,
  signal: AbortSignal,
): Promise<void> {
  const [source, target] = [storeOf(from, '--from'), storeOf(to, '--to')];
  if (source.address === target.address) throw new WrongUse('--from and --to name the same store.');
  const startedAt = performance.now();
  let report: CopyReport | undefined;
  try {
    report = await copied(source, target, screen, signal);
  } catch (error) {
    // The store's own words name it and hold no password.
    if (error instanceof EventStoreError) throw new Stop(`${error.message}.`, undefined, { cause: error });
    throw error;
  }
  if (report === undefined) {
    throw new Stop('Stopped. What was copied is safe; the same again goes on from there.', EXIT.interrupted);
  }
  const durationMs = performance.now() - startedAt;
  await screen.print(
    json
      ? JSON.stringify({ ...report, durationMs: Math.round(durationMs) })
      : `Copied ${formatCount(report.copied)} events in ${formatDuration(durationMs)}. The target holds all ` +
          `${formatCount(report.events)} in ${formatCount(report.streams)} streams, every one verified.`,
  );
}

interface Store {
  readonly kind: 'sqlite' | 'server';
  /** Of a file its path. */
  readonly address: string;
}

function storeOf(text: string, flag: string): Store {
  const named = /^\$(\w+)$/.exec(text)?.[1];
  const value = named === undefined ? text : (process.env[named] ?? '');
  const shown = named === undefined ? flag : `${flag} (${named})`;
  const file = /^sqlite:(.+)$/s.exec(value)?.[1];
  if (file !== undefined) return { kind: 'sqlite', address: resolve(file) };
  if (isEventStoreDbAddress(value)) return { kind: 'server', address: value };
  // Not the value: it may hold a password.
  throw new WrongUse(`${shown} is no store; it should be sqlite:<file> or esdb://<host>:<port>.`);
}

async function copied(
  source: Store,
  target: Store,
  screen: Screen,
  signal: AbortSignal,
): Promise<CopyReport | undefined> {
  const from = await opened(() => openToRead(source), '--from');
  try {
    const to = await opened(() => openToFill(target), '--to');
    const display = new Display(screen, source.kind === 'sqlite' ? 'events' : 'bytes');
    try {
      return await copyLog({ from, to, signal, onProgress: (progress) => display.show(progress) });
    } finally {
      display.stop();
      await to.close();
    }
  } finally {
    await from.close();
  }
}

async function opened<T>(open: () => Promise<T>, flag: string): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof EventStoreDbAddressError) throw new WrongUse(`${flag}: ${error.message}.`);
    throw error;
  }
}

const openToRead = ({ kind, address }: Store): Promise<EventStore> =>
  kind === 'sqlite'
    ? openSqliteEventStore({ file: address, mode: 'reader' })
    : openEventStoreDbEventStore({ address });

const openToFill = ({ kind, address }: Store): Promise<LogTarget> =>
  kind === 'sqlite' ? openSqliteLogTarget(address) : openEventStoreDbLogTarget(address);

const TITLES = { copying: 'Copying', verifying: 'Verifying' } as const;

/** One bar for each half of the work. */
class Display {
  readonly #screen: Screen;
  readonly #unit: string;
  #phase: keyof typeof TITLES | undefined;
  #bar: Progress | undefined;

  constructor(screen: Screen, unit: string) {
    this.#screen = screen;
    this.#unit = unit;
  }

  show({ phase, position, last }: { phase: keyof typeof TITLES; position: bigint; last: bigint }): void {
    if (phase !== this.#phase) {
      this.stop();
      this.#phase = phase;
      this.#bar = this.#screen.progress(TITLES[phase], Number(last) + 1, this.#unit);
    }
    this.#bar?.update(Number(position) + 1);
  }

  stop(): void {
    this.#bar?.stop();
    this.#bar = undefined;
  }
}
