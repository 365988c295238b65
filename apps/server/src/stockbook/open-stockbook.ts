import { type EventStore, openEventStoreDbEventStore, openSqliteEventStore } from '#event-store';
import { createLedger, type Ledger } from '#ledger';
import {
  describeAddress,
  type LogAddress,
  openReadModels,
  PositionWatch,
  type Projector,
  type ReadModels,
  startProjector,
} from '#read-models';
import type { Logger } from '../logging/logger.ts';
import type { Settings } from '../settings/settings.ts';
import { portsTo } from './ports.ts';
import { ReadModelsLag } from './read-models-lag.ts';

/** A ledger with everything around it, put together: what a server serves, and the CLI where none runs. */
export interface Stockbook {
  readonly settings: Settings;
  readonly store: EventStore;
  /** Takes no commands in a process that has not the role api. */
  readonly ledger: Ledger;
  readonly readModels: ReadModels;
  /** Absent where another process is the projector. */
  readonly projector: Projector | undefined;
  /** How far the read models are behind the log, whoever projects. */
  readonly lag: ReadModelsLag;
  /** Whether the read models show everything up to the position, as soon as they do, and no later than the time-out. */
  waitFor(position: bigint, timeoutMs: number): Promise<boolean>;
  /** Takes no more commands, finishes those that have begun, and releases the files. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Opens the ledger of a data folder for writing, drives to its end what was left half-way, and starts the projector.
 *
 * @throws StoreLockedError where another process has it open, and other StoreErrors where a file is not what it
 *   should be
 */
export async function openStockbook(settings: Settings, logger: Logger): Promise<Stockbook> {
  const opened: (() => Promise<void>)[] = [];
  const closeAll = async () => {
    for (let close = opened.pop(); close !== undefined; close = opened.pop()) await close();
  };
  try {
    const store = await openStore(settings.store);
    opened.push(() => store.close());
    const projector = await projectorOf(settings, logger);
    if (projector !== undefined) opened.push(() => projector.stop());
    const watch = new PositionWatch(() => readModels.position());
    const waitFor = (position: bigint, timeoutMs: number) =>
      projector === undefined || projector.status().state === 'standby'
        ? watch.waitFor(position, timeoutMs)
        : projector.waitFor(position, timeoutMs);
    const readModels: ReadModels = openReadModels({ address: settings.readModels, store, waitFor });
    opened.push(() => readModels.close());
    const ledger = createLedger({
      store,
      ...(store.capabilities.staging ? {} : { limits: SERVER_LIMITS }),
      ...portsTo({ store, readModels, waitFor, place: describeAddress(settings.readModels) }),
      log: ({ level, message, ...details }) => logger[level](details, message),
    });
    opened.push(() => ledger.stop());
    // A process that only projects decides nothing, and leaves to the others what stopped half-way.
    if (settings.roles.has('api')) await ledger.start();
    const lag = new ReadModelsLag(store, readModels);
    return { settings, store, ledger, readModels, projector, lag, waitFor, close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/**
 * A server's adapter sends again by itself for a while: whoever asked would wait all the longer. And what a process that
 * died has left half-way keeps stock from others until somebody looks for it.
 */
const SERVER_LIMITS = { resendsMax: 2, recoveryIntervalMs: 5_000 };

const openStore = (log: LogAddress): Promise<EventStore> =>
  log.kind === 'sqlite'
    ? openSqliteEventStore({ file: log.file, mode: 'writer' })
    : openEventStoreDbEventStore({ address: log.address });

async function projectorOf(
  { roles, store, readModels }: Settings,
  logger: Logger,
): Promise<Projector | undefined> {
  if (!roles.has('projector')) return undefined;
  const projector = await startProjector({ log: store, readModels });
  let { state, parkedStreams } = projector.status();
  projector.onProgress((status) => {
    if (status.state === 'stalled' && state !== 'stalled') {
      logger.error({ failure: status.failure }, 'the projector is stalled and tries again');
    }
    if (status.parkedStreams > parkedStreams) {
      logger.error(
        { parkedStreams: status.parkedStreams },
        'a stream is parked: its events cannot be projected',
      );
    }
    ({ state, parkedStreams } = status);
  });
  return projector;
}
