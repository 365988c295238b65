import {
  type Accepted,
  type AlreadyApplied,
  completeTransfer,
  type DecisionContext,
  dispatchStock,
  type ProductEvent,
  type ProductState,
  productStream,
  type Reason,
  type Refused,
  receiveStock,
  refuseTransfer,
  transferStock,
} from '#domain';
import type { EventToAppend } from '#event-store';
import { type Core, sharesLog } from '../core.ts';
import { settleLevels } from '../decisions/settle-levels.ts';
import type { Decision } from '../mailbox/task.ts';
import { record } from '../record.ts';
import { TransferMovedOn, type TransferRun } from './transfer-run.ts';

const NO_EVENTS: readonly EventToAppend[] = [];
const NO_REASONS: readonly Reason[] = [];

/** Carries an operation from its intent to its outcome: the product records what moves, then the transfer that it did. */
export async function driveRun(core: Core, run: TransferRun): Promise<void> {
  const reasons = run.isApplied ? NO_REASONS : await applyToProduct(core, run);
  await close(core, run, reasons);
}

type Step = Accepted<ProductEvent> | Refused | AlreadyApplied;

/** Records at the product what moves; answers why it cannot, where it cannot. */
async function applyToProduct(core: Core, run: TransferRun): Promise<readonly Reason[]> {
  const { sku, origin, now, epoch } = run;
  const stream = productStream(sku);
  const decision: Decision<ProductState | null, Step> = {
    decide(product) {
      const value: Step = run.isApplied
        ? APPLIED
        : stepOf(product, run, { scopes: core.directory.scopes, now });
      if (value.kind !== 'accepted') return { events: NO_EVENTS, value };
      const events = record(value.events, { ...origin, optionsVersion: core.directory.scopes.version });
      return { events, value };
    },
    ...fenceOf(core, run),
  };
  const { value, staged } = await core.products.mailbox(stream).decide(decision, epoch);
  if (value.kind === 'refused') return value.reasons;
  run.isApplied = true;
  if (value.kind === 'already-applied') return NO_REASONS;
  run.staged = staged;
  const settled = await settleLevels(core, stream, origin, epoch);
  run.staged = settled.at(-1)?.staged ?? run.staged;
  return NO_REASONS;
}

const APPLIED: AlreadyApplied = { kind: 'already-applied' };

function stepOf(product: ProductState | null, run: TransferRun, context: DecisionContext): Step {
  const { transferId, sku, unit, from, to, reference, mode, open } = run;
  if (open.kind === 'receive') {
    if (product === null) throw new RangeError(`${sku} of transfer ${transferId} is gone`);
    return receiveStock(product, { ...open, transferId, unit }, context);
  }
  const { operation, quantity } = open;
  const step = {
    transferId,
    operation,
    sku,
    unit,
    from,
    to,
    quantity,
    ...(reference !== null && { reference }),
  };
  return mode === 'instant' ? transferStock(product, step, context) : dispatchStock(product, step, context);
}

/**
 * Where other processes append as well: after the product was loaded and before anything is appended to it, the
 * transfer's stream must stand where this process left it, and the product must not have recorded the operation, by
 * whichever process.
 */
function fenceOf(core: Core, run: TransferRun): Pick<Decision<unknown, unknown>, 'verify' | 'verifiedAt'> {
  if (!sharesLog(core)) return {};
  return {
    verifiedAt: run.fencedAt,
    async verify() {
      if ((await core.store.lastRevision(run.stream)) !== run.revision) throw new TransferMovedOn(run.stream);
      run.isApplied = await isAppliedInLog(core, run);
    },
  };
}

/** Whether the product's stream has events of the operation's command. */
export async function isAppliedInLog(
  { commandIndex }: Core,
  { sku, origin }: Pick<TransferRun, 'sku' | 'origin'>,
): Promise<boolean> {
  const stream = productStream(sku);
  const events = await commandIndex.eventsOfCommand(origin.commandId, stream);
  return events.some((event) => event.stream === stream);
}

/** @throws TransferMovedOn when the operation is not open any more. */
async function close(core: Core, run: TransferRun, reasons: readonly Reason[]): Promise<void> {
  const { stream, origin, epoch, open } = run;
  const { value, revision, staged } = await core.transfers.mailbox(stream).decide(
    {
      decide(transfer) {
        if (transfer === null || transfer.open?.operation !== open.operation) {
          return { events: NO_EVENTS, value: NO_EVENTS };
        }
        const { events: facts } =
          reasons.length > 0 ? refuseTransfer(transfer, reasons) : completeTransfer(transfer);
        const events = record(facts, origin);
        return { events, value: events };
      },
    },
    epoch,
  );
  if (value.length === 0) throw new TransferMovedOn(stream);
  value.forEach(({ type, data }, index) => {
    run.own.push({ type, revision: revision - value.length + 1 + index, data });
  });
  run.revision = revision;
  run.staged = staged;
}
