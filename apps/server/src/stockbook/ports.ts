import { type EventStore, LOG_START, StoreUnavailableError } from '#event-store';
import type { CommandIndex, OpenHolds, OpenOperations, ProductsReached, WarehouseContents } from '#ledger';
import {
  PositionNotReachedError,
  type Projector,
  type ReadModels,
  ReadModelsNotReadyError,
  ReadModelsUnavailableError,
} from '#read-models';
import { commandIndexOf } from './command-index.ts';

/** How long a port waits for a position. */
const PORT_WAIT_MS = 10_000;

/** How long the projector may take to find out whether there are read models that can be used. */
const START_WAIT_MS = 5000;

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
  readonly projector: Projector | undefined;
  readonly waitFor: (position: bigint, timeoutMs: number) => Promise<boolean>;
  /** Where the read models are, for messages. */
  readonly place: string;
}

/** What the ledger asks of the read models. Their delays are to the ledger what those of the store are. */
export function portsTo({ store, readModels, projector, waitFor, place }: QuerySide): Ports {
  let isOfThisLog: Promise<boolean> | undefined;
  const isUsable = () => {
    // Those of another log count for nothing: the projector notices that, and who has none looks for itself.
    isOfThisLog ??= (projector === undefined ? belong(readModels) : isFollowing(projector)).then(
      (found) => {
        if (!found) isOfThisLog = undefined;
        return found;
      },
      (error) => {
        isOfThisLog = undefined;
        throw unavailable(error, place);
      },
    );
    return isOfThisLog;
  };
  return {
    ...(store.capabilities.commandIndex ? {} : { commandIndex: commandIndexOf(store, readModels, isUsable) }),
    async openHolds() {
      if (!(await isUsable())) return NO_HOLDS;
      try {
        return await readModels.openHolds();
      } catch (error) {
        if (error instanceof ReadModelsNotReadyError) return NO_HOLDS;
        throw unavailable(error, place);
      }
    },
    async openOperations() {
      if (!(await isUsable())) return FROM_THE_START;
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

/** Whether there are read models, and of this log. */
async function belong(readModels: ReadModels): Promise<boolean> {
  try {
    return await readModels.belongToLog();
  } catch (error) {
    if (error instanceof ReadModelsNotReadyError) return false;
    throw error;
  }
}

/** Whether the projector has found read models of this log. */
function isFollowing(projector: Projector): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (state: string) => {
      if (state === 'starting') return;
      clearTimeout(timer);
      unsubscribe();
      resolve(state === 'following' || state === 'standby');
    };
    const timer = setTimeout(() => settle('late'), START_WAIT_MS);
    const unsubscribe = projector.onProgress(({ state }) => settle(state));
    settle(projector.status().state);
  });
}
