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
import type { Core } from '../core.ts';
import { fenceOf, notify, onProduct } from '../decisions/on-product.ts';
import type { Fence } from '../mailbox/task.ts';
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
  const { sku } = run;
  const ruling: Step = await onProduct<Step>(
    core,
    run,
    sku,
    fenceOfTransfer(core, run),
    (product, context) => (run.isApplied ? APPLIED : stepOf(product, run, context)),
  );
  if (ruling.kind === 'refused') return ruling.reasons;
  run.isApplied = true;
  if (ruling.kind === 'accepted') await notify(core, run, sku);
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

/** Besides, the product must not have recorded the operation, by whichever process. */
const fenceOfTransfer = (core: Core, run: TransferRun): Fence =>
  fenceOf(core, run, TransferMovedOn, async () => {
    run.isApplied = await isAppliedInLog(core, run);
  });

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
