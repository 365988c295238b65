import {
  type Evaluation,
  type HoldDemand,
  type HoldState,
  holdStream,
  linesByProduct,
  type OpenHoldOperation,
  type OrderLine,
  type ProductsOf,
  type Reason,
} from '#domain';
import type { EventToAppend, Revision, StreamName } from '#event-store';
import type { Staged } from '../mailbox/durability.ts';
import { exactLines, inSkuOrder, placed } from '../orders/demands.ts';
import type { AnswerEvent } from '../outcome.ts';
import type { Origin } from '../record.ts';

/** One operation of a hold on its way, from its intent to its end. */
export interface HoldRun {
  readonly holdId: string;
  readonly stream: StreamName;
  readonly operation: number;
  /** What every event of the operation goes back to: its intent. */
  readonly origin: Origin;
  /** The decision's time, as the intent records it. */
  readonly now: string;
  readonly epoch: number;
  /** What the operation is to reserve at each product, in the order of skus; nothing where it only gives up. */
  readonly demands: readonly HoldDemand[];
  /** The products of the kits that it is about, if it is about any. */
  readonly products?: ProductsOf | undefined;
  /** The operation's events in the hold's stream. */
  readonly own: AnswerEvent[];
  /** Skus at which it has reserved already. */
  readonly taken: Set<string>;
  readonly evaluations: Map<string, Evaluation>;
  /** By sku: why it cannot be had. */
  readonly refusals: Map<string, readonly Reason[]>;
  /** Where the hold's stream stands as far as this process knows. */
  revision: Revision;
  /** Number of states loaded in this process before the intent was last known to be open. */
  readonly fencedAt: number;
  /** The operation's last append. */
  staged: Staged | undefined;
}

/** Thrown when the hold's stream has gone on without this process: another is at the hold. */
export class HoldMovedOn extends Error {
  constructor(stream: StreamName) {
    super(`${stream} was carried on by another process`);
    this.name = 'HoldMovedOn';
  }
}

/** An operation that has just been put on record. */
export function newHoldRun(
  hold: Pick<HoldState, 'holdId'>,
  intent: EventToAppend,
  place: Pick<HoldRun, 'revision' | 'staged' | 'fencedAt' | 'products'>,
  origin: Omit<Origin, 'causationId' | 'commandHash'> & { readonly now: string; readonly epoch: number },
): HoldRun {
  const { holdId } = hold;
  const stream = holdStream(holdId);
  const { actor, commandId, correlationId, now, epoch } = origin;
  const { type, data } = intent;
  return {
    holdId,
    stream,
    operation: data.operation as number,
    origin: { actor, commandId, correlationId, causationId: `${stream}@${place.revision}` },
    now,
    epoch,
    demands: type === 'HoldSubmitted' ? demandsIn(data as unknown as Submission) : [],
    own: [{ type, revision: place.revision, data }],
    taken: new Set(),
    evaluations: new Map(),
    refusals: new Map(),
    ...place,
  };
}

type Submission = Pick<HoldDemand, 'holdId' | 'operation' | 'website'> & {
  readonly lines: readonly OrderLine[];
};

/** What an operation asks of each product, its lines together, in the order of skus. */
export const demandsIn = ({ holdId, operation, website, lines }: Submission): readonly HoldDemand[] =>
  inSkuOrder([...linesByProduct(placed(exactLines(lines)))]).map(([sku, demandLines]) => ({
    holdId,
    operation,
    sku,
    website,
    purpose: 'cart',
    lines: demandLines,
  }));

export type Settling = Extract<OpenHoldOperation, { readonly phase: 'settling' }>;
