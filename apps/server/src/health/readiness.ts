import type { Stockbook } from '../stockbook/open-stockbook.ts';

/** Readiness fails when the directory of options is further behind than this. */
const DIRECTORY_LAG_MS_MAX = 5000;

/** Read models that another process keeps are shown as behind beyond this. */
const READ_MODELS_LAG_MS_MAX = 5000;

interface Check {
  readonly status: 'ok' | 'degraded' | 'failed';
  readonly [detail: string]: unknown;
}

/** `degraded`: it answers, but not all of it, or not up to date. */
export interface Readiness {
  readonly status: 'ready' | 'degraded' | 'not_ready';
  readonly checks: {
    readonly store: Check;
    /** Absent where the process only projects. */
    readonly directory?: Check;
    /** Absent where another process is the projector. */
    readonly projector?: Check;
    /** Where another process is the projector. */
    readonly readModels?: Check;
  };
}

/** Looks at every part that an answer depends on. */
export async function readinessOf(stockbook: Stockbook): Promise<Readiness> {
  const [store, directory, readModels] = await Promise.all([
    storeCheck(stockbook),
    directoryCheck(stockbook),
    readModelsCheck(stockbook),
  ]);
  const projector = projectorCheck(stockbook);
  const checks = {
    store,
    ...(directory && { directory }),
    ...(projector && { projector }),
    ...(readModels && { readModels }),
  };
  const found = Object.values(checks).map(({ status }) => status);
  const status = found.includes('failed') ? 'not_ready' : found.includes('degraded') ? 'degraded' : 'ready';
  return { status, checks };
}

async function storeCheck({ store }: Stockbook): Promise<Check> {
  try {
    return { status: 'ok', position: String(await store.lastPosition()) };
  } catch (error) {
    return { status: 'failed', reason: messageOf(error) };
  }
}

async function directoryCheck({ ledger, settings }: Stockbook): Promise<Check | undefined> {
  if (!settings.roles.has('api')) return undefined;
  try {
    const { behindMs } = await ledger.lag();
    return {
      status: behindMs > DIRECTORY_LAG_MS_MAX ? 'failed' : 'ok',
      lagSeconds: behindMs / 1000,
      reevaluations: ledger.counters.reevaluationsUnderWay,
    };
  } catch (error) {
    return { status: 'failed', reason: messageOf(error) };
  }
}

/** Without read models no query is answered, and no named command where they are the index of command ids. */
async function readModelsCheck({ lag, projector, readModels }: Stockbook): Promise<Check | undefined> {
  if (projector !== undefined) return undefined;
  try {
    if (!(await readModels.belongToLog()))
      return { status: 'failed', reason: 'the read models are those of another log' };
    const { position, behindMs } = await lag.look();
    return {
      status: behindMs > READ_MODELS_LAG_MS_MAX ? 'degraded' : 'ok',
      position: String(position),
      lagSeconds: behindMs / 1000,
    };
  } catch (error) {
    return { status: 'failed', reason: messageOf(error) };
  }
}

/** A projector that is behind or stalled answers commands still, and queries with what it has. */
function projectorCheck({ projector }: Stockbook): Check | undefined {
  if (projector === undefined) return undefined;
  const { state, position, lagSeconds, parkedStreams, failure } = projector.status();
  const isWell = (state === 'following' || state === 'standby') && parkedStreams === 0;
  return {
    status: state === 'building' || state === 'starting' ? 'failed' : isWell ? 'ok' : 'degraded',
    state,
    position: String(position),
    lagSeconds,
    parkedStreams,
    ...(failure !== undefined && { reason: failure }),
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
