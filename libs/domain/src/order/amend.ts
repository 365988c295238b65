import { chooseComponents } from '../kit/choose.ts';
import { type AskingLine, linesByProduct } from '../kit/parts.ts';
import type { DecisionContext } from '../product/context.ts';
import type { DemandLine } from '../product/demand.ts';
import { exceedsOpen } from '../product/exceeds-open.ts';
import type { Unit } from '../product/state.ts';
import type { AmendOrder } from '../shared/commands.ts';
import { type Accepted, accept, type Decision, refuse } from '../shared/decision.ts';
import { nothingChanged } from '../shared/nothing-changed.ts';
import { formatQuantity, type Quantity, ZERO } from '../shared/quantity.ts';
import type { Reason } from '../shared/reason.ts';
import { written } from './asked-lines.ts';
import type { OrderEvent } from './events.ts';
import { releasedParts, sizeOf } from './line-moves.ts';
import { type Line, lineFinder, mergeLines } from './lines.ts';
import { linesNamed } from './lines-named.ts';
import { nextOperation, orderNotOpen, unknownOrder } from './not-open.ts';
import { cutReasons } from './outcome.ts';
import { type Amendment, type OpenLine, type OrderLineState, type OrderState, openOf } from './state.ts';

/**
 * Opens an amending operation: the lines are the whole order as it shall be. The products of which more is wanted
 * promise it, `amendOrder` or `refuseAmendment` commits the operation, and then is given back what is given up.
 * Where nothing is to change that is on record, and no operation is opened.
 *
 * @param units the product's unit of each line of the command, as for `submitOrder`.
 *
 * Refused, without a trace: UNKNOWN_ORDER, ORDER_NOT_OPEN, and VALIDATION_FAILED where a line names components that
 * its kit does not have. All else is the operation's outcome.
 *
 * @throws RangeError when an operation is open: it is to be driven to its end first.
 */
export function requestAmendment(
  order: OrderState | null,
  command: AmendOrder,
  units: readonly (Unit | undefined)[],
  context: DecisionContext,
): Decision<OrderEvent> {
  if (order === null) return refuse(unknownOrder(command.orderId));
  const operation = nextOperation(order);
  if (order.status !== 'accepted') return refuse(orderNotOpen(order));
  const { lines, reasons } = linesMeant(order, command.lines, units, context);
  if (reasons.length > 0) return refuse(...reasons);
  if (amendmentOf(order, lines).products.length === 0) return accept(nothingChanged(command));
  const { orderId } = order;
  const asked = lines.map(({ quantity, ...line }) => ({ ...line, quantity: formatQuantity(quantity) }));
  return accept({
    type: 'AmendmentRequested',
    data: { orderId, operation, lines: asked, decidedAt: context.now },
  });
}

/**
 * The lines in their units. One that names a kit of the order means its lines, with what they are made of; for a kit
 * that is new in the order its components are chosen.
 */
function linesMeant(
  order: OrderState,
  lines: AmendOrder['lines'],
  units: readonly (Unit | undefined)[],
  context: DecisionContext,
): { readonly lines: readonly Line[]; readonly reasons: readonly Reason[] } {
  const inUnits = lines.map(({ components: named, sku, quantity, ...line }, index) => {
    const unit = units[index]?.code ?? line.unit;
    return { sku, ...(unit !== undefined && { unit }), quantity, named, index };
  });
  const reasons: Reason[] = [];
  const meant = inUnits.flatMap(({ index, ...line }): readonly Line[] => {
    const { named: _, ...plain } = line;
    if ((context.products?.(line.sku)?.kit ?? null) === null || plain.unit === undefined) return [plain];
    const known = linesNamed(order.lines, [{ ...line, unit: plain.unit }], sizeOf);
    if (known.every(({ components }) => components !== undefined)) return known;
    const { website, shipUntil } = order;
    const asking = { website, ...(shipUntil !== null && { shipUntil }) };
    const choice = chooseComponents(lines.slice(index, index + 1), asking, context);
    reasons.push(...choice.reasons.map((reason) => atLine(reason, index)));
    return [{ ...plain, ...componentsOf(choice.lines[0]) }];
  });
  return { lines: meant, reasons };
}

const componentsOf = (line: Pick<Line, 'components'> | undefined): Pick<Line, 'components'> =>
  line?.components === undefined ? {} : { components: line.components };

/** The line was asked about alone. */
const atLine = (reason: Reason, index: number): Reason =>
  reason.path === undefined
    ? reason
    : { ...reason, path: reason.path.replace('lines[0]', `lines[${index}]`) };

/** What of an accepted order changes where it is to have these lines. */
export function amendmentOf({ lines }: Pick<OrderState, 'lines'>, asked: readonly Line[]): Amendment {
  const targets = mergeLines(asked.map((line, index) => ({ ...line, path: `lines[${index}]` })));
  const [target, known] = [lineFinder(targets), lineFinder(lines)];
  const reasons: Reason[] = [];
  const added: AskingLine[] = [];
  const givenUp = new Map<string, DemandLine[]>();
  const shrunk: string[] = [];
  for (const line of lines) {
    const { path = 'lines', quantity = ZERO } = target(line) ?? {};
    reasons.push(...belowShipped(line, quantity, path));
    const change = quantity - sizeOf(line);
    if (change > ZERO) added.push({ ...nameIn(line), quantity: change, path });
    if (change >= ZERO) continue;
    shrunk.push(line.sku);
    for (const { sku, ...part } of releasedParts(line, -change)) {
      givenUp.set(sku, [...(givenUp.get(sku) ?? []), { ...part, path }]);
    }
  }
  added.push(...targets.filter((line) => known(line) === undefined));
  const [addedOf, wholeOf] = [linesByProduct(added), linesByProduct(targets)];
  const skus = new Set([...addedOf.keys(), ...givenUp.keys(), ...shrunk]);
  return {
    reasons,
    products: [...skus].sort().map((sku) => ({
      sku,
      added: addedOf.get(sku) ?? [],
      givenUp: givenUp.get(sku) ?? [],
      whole: wholeOf.get(sku) ?? [],
    })),
  };
}

const nameIn = ({ sku, unit, components }: OrderLineState) => ({
  sku,
  ...(unit !== undefined && { unit }),
  ...(components !== undefined && { components }),
});

/** EXCEEDS_OPEN: what has shipped stays. */
function belowShipped(line: OrderLineState, quantity: Quantity, path: string): readonly Reason[] {
  if (quantity >= line.shipped) return [];
  const reason = exceedsOpen(line.sku, line.unit, sizeOf(line) - quantity, openOf(line), path);
  return [path === 'lines' ? { ...reason, path } : reason];
}

/**
 * Commits an amending operation: the order is from now on what it was to be.
 *
 * @param unallocated skus of which nothing that was added was allocated.
 * @throws RangeError when no amendment is being decided: its process has gone astray.
 */
export function amendOrder(order: OrderState, unallocated: readonly string[]): Accepted<OrderEvent> {
  const { operation, lines } = openAmendment(order);
  const { orderId } = order;
  const merged = mergeLines(
    lines.flatMap(({ unit, ...line }) => (unit === undefined ? [] : { ...line, unit })),
  );
  return accept({
    type: 'OrderAmended',
    data: {
      orderId,
      operation,
      lines: merged.map((line: OpenLine) => written(line)),
      ...(unallocated.length > 0 && { unallocated }),
    },
  });
}

/**
 * Commits an amending operation without effect. What was taken for it is then given back.
 *
 * @param reasons those that no product's stream holds.
 * @throws RangeError when no amendment is being decided.
 */
export function refuseAmendment(order: OrderState, reasons: readonly Reason[]): Accepted<OrderEvent> {
  const { operation } = openAmendment(order);
  const { orderId } = order;
  return accept({ type: 'AmendmentRefused', data: { orderId, operation, ...cutReasons(reasons) } });
}

function openAmendment({ orderId, open }: OrderState) {
  if (open?.kind === 'amend' && open.phase === 'deciding') return open;
  throw new RangeError(`order ${orderId} has no amendment that is being decided`);
}
