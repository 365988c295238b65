import { type EventStore, LOG_START, StoreUnavailableError } from '#event-store';
import type { CommandIndex, OpenHolds, OpenOperations, ProductsReached, WarehouseContents } from '#ledger';
import {
  PositionNotReachedError,
  type ReadModels,
  ReadModelsNotReadyError,
  ReadModelsUnavailableError,
} from '#read-models';
import { commandIndexOf } from './command-index.ts';

/** How long a port waits for a position. */
const PORT_WAIT_MS = 10_000;

interface Ports {
  /** Only where the store has none itself. */
  readonly commandIndex?: CommandIndex;
  readonly openHolds: OpenHolds;
  readonly openOperations: OpenOperations;
  readonly warehouseContents: WarehouseContents;
  readonly productsReached: ProductsReached;
}

interface QuerySide {
  readonly store: EventStore;
  readonly readModels: ReadModels;
  readonly waitFor: (position: bigint, timeoutMs: number) => Promise<boolean>;
  /** Where the read models are, for messages. */
  readonly place: string;
}

/**
 * What the ledger asks of the read models. Their delays are to the ledger what those of the store are; those that are
 * being built, or are of another log, count for nothing.
 */
export function portsTo({ store, readModels, waitFor, place }: QuerySide): Ports {
  return {
    ...(store.capabilities.commandIndex ? {} : { commandIndex: commandIndexOf(store, readModels) }),
    async openHolds() {
      try {
        return await readModels.openHolds();
      } catch (error) {
        if (error instanceof ReadModelsNotReadyError) return NO_HOLDS;
        throw unavailable(error, place);
      }
    },
    async openOperations() {
      try {
        return await readModels.openOperations();
      } catch (error) {
        if (error instanceof ReadModelsNotReadyError) return FROM_THE_START;
        throw unavailable(error, place);
      }
    },
    async warehouseContents(code, minPosition) {
      try {
        return await readModels.warehouseContents(code, minPosition);
      } catch (error) {
        throw unavailable(error, place);
      }
    },
    async *productsReached(scope, changed, minPosition) {
      try {
        if (!(await waitFor(minPosition, PORT_WAIT_MS))) throw new PositionNotReachedError(minPosition);
        yield* readModels.productsReached(scope, changed);
      } catch (error) {
        throw unavailable(error, place);
      }
    },
  };
}

const DELAYS = [PositionNotReachedError, ReadModelsNotReadyError, ReadModelsUnavailableError];

const FROM_THE_START = { streams: [], position: LOG_START };
const NO_HOLDS = { open: [], busy: [], position: LOG_START };

function unavailable(error: unknown, place: string): unknown {
  const isDelay = DELAYS.some((Delay) => error instanceof Delay);
  return isDelay && error instanceof Error
    ? new StoreUnavailableError(place, error.message, { cause: error })
    : error;
}
