/** What must be so whatever happened at once, and wherever a process died (ledger.md §10). */
import { formatQuantity, type Level, type OrderLineState, type OrderState, type ProductState } from '#domain';
import type { JsonValue, RecordedEvent } from '#event-store';
import type { Ledger } from '#ledger';

/** Everything that is not so; empty when all is well. */
export async function faultsOf(
  ledger: Ledger,
  log: readonly RecordedEvent[],
  skus: readonly string[],
): Promise<readonly string[]> {
  const faults = [...faultsOfHistory(log), ...faultsOfIds(log), ...faultsOfBackorders(log)];
  const ids = (category: string) => [
    ...new Set(
      log
        .filter(({ stream }) => stream.startsWith(category))
        .map(({ stream }) => stream.slice(category.length)),
    ),
  ];
  const orders: OrderState[] = [];
  for (const orderId of ids('order-')) {
    const order = await ledger.order(orderId);
    if (order !== null) orders.push(order);
    if (order === null || order.open !== null || order.status === 'submitted') {
      faults.push(`the order ${orderId} is not decided`);
    }
  }
  const ended = new Set<string>();
  for (const holdId of ids('hold-')) {
    const hold = await ledger.hold(holdId);
    if (hold === null || hold.open !== null || hold.claimedBy !== null) {
      faults.push(`the hold ${holdId} is not decided`);
    }
    if (hold?.status !== 'open') ended.add(holdId);
  }
  for (const transferId of ids('transfer-')) {
    const last = log.findLast(({ stream }) => stream === `transfer-${transferId}`);
    if (last?.type.endsWith('Requested')) faults.push(`the transfer ${transferId} is not decided`);
  }
  for (const sku of skus) {
    const product = await ledger.product(sku);
    if (product === null) continue;
    faults.push(...faultsOfProduct(product, orders, levelsInLog(log, sku)), ...faultsOfHolds(product, ended));
  }
  return faults;
}

const number = (quantity: bigint): number => Number(formatQuantity(quantity));

/** Figures by level: `unit@warehouse`. */
type Figures = Map<string, Record<string, number>>;

/** Every part of an event that says what a level was before and after. */
function* changesIn(
  data: JsonValue | undefined,
): Generator<{ level: string; before: object; after: object }> {
  if (Array.isArray(data)) {
    for (const each of data) yield* changesIn(each);
  } else if (typeof data === 'object' && data !== null) {
    const { warehouse, unit, before, after } = data as Record<string, JsonValue>;
    if (typeof before === 'object' && typeof after === 'object' && before !== null && after !== null) {
      yield { level: `${unit}@${warehouse}`, before, after };
    } else for (const each of Object.values(data)) yield* changesIn(each);
  }
}

/** Each change of a level takes up where the one before it ended. */
function faultsOfHistory(log: readonly RecordedEvent[]): string[] {
  const faults: string[] = [];
  for (const stream of new Set(log.map((event) => event.stream))) {
    if (!stream.startsWith('product-')) continue;
    const figures: Figures = new Map();
    for (const event of log.filter((each) => each.stream === stream)) {
      for (const { level, before, after } of changesIn(event.data)) {
        const known = figures.get(level) ?? {};
        for (const [name, value] of Object.entries(before)) {
          if (Number(value) === (known[name] ?? 0)) continue;
          faults.push(
            `${stream}@${event.revision}: ${name} of ${level} was ${known[name] ?? 0} and not ${value}`,
          );
        }
        for (const [name, value] of Object.entries(after)) known[name] = Number(value);
        figures.set(level, known);
      }
    }
  }
  return faults;
}

function levelsInLog(log: readonly RecordedEvent[], sku: string): Figures {
  const figures: Figures = new Map();
  for (const { stream, data } of log) {
    if (stream !== `product-${sku}`) continue;
    for (const { level, after } of changesIn(data)) {
      const known = figures.get(level) ?? {};
      for (const [name, value] of Object.entries(after)) known[name] = Number(value);
      figures.set(level, known);
    }
  }
  return figures;
}

/** One effect per command id: in each stream all its events are one run of one intent. */
function faultsOfIds(log: readonly RecordedEvent[]): string[] {
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const { stream, type, metadata } of log) {
    if (!ONCE.includes(type)) continue;
    const name = `${metadata.commandId} ${stream} ${type}`;
    if (seen.has(name)) faults.push(`${name} twice`);
    seen.add(name);
  }
  return faults;
}

/** What a command leaves at most once in a stream. */
const ONCE = [
  'LevelAdjusted',
  'LevelCounted',
  'OptionSet',
  'OptionCleared',
  'OrderSubmitted',
  'OrderAccepted',
  'OrderRejected',
  'OrderAmended',
  'OrderCancelled',
  'OrderShipped',
  'OrderReturned',
  'AmendmentRequested',
  'ShipmentRequested',
  'ReturnRequested',
  'StockAllocated',
  'StockShipped',
  'StockReturned',
  'StockTransferred',
  'StockDispatched',
  'StockReceived',
  'BackorderMoved',
];

/** Nothing is promised that is not there, unless by backorder. */
function faultsOfBackorders(log: readonly RecordedEvent[]): string[] {
  return log.flatMap(({ stream, revision, type, data }) => {
    if (type !== 'StockAllocated') return [];
    const { allocations, decidedBy } = data as unknown as {
      allocations: readonly { backordered?: string }[];
      decidedBy?: { backOrder?: { value: boolean } };
    };
    const isShort = allocations.some(({ backordered }) => backordered !== undefined);
    return isShort && decidedBy?.backOrder?.value !== true ? [`${stream}@${revision}: oversold`] : [];
  });
}

function faultsOfProduct(product: ProductState, orders: readonly OrderState[], inLog: Figures): string[] {
  const { sku, stock, units, stockUnit } = product;
  const faults: string[] = [];
  const promised = new Map<string, number>();
  for (const { levels } of stock) {
    for (const level of levels.values()) {
      const name = `${level.unit}@${level.warehouse}`;
      const onHand = number(level.onHand);
      const { onHand: logged = 0, allocated = 0, held = 0 } = inLog.get(name) ?? {};
      const isLogged =
        onHand === logged && number(level.allocated) === allocated && number(level.held) === held;
      if (!isLogged) faults.push(`${sku} ${name} is not as in the log`);
      if (onHand < 0) faults.push(`${sku} ${name} has less than nothing on hand`);
      faults.push(...faultsOfPromises(sku, name, level));
      for (let promise = level.oldest; promise !== null; promise = promise.after) {
        const key = `${promise.orderId} ${level.unit}`;
        promised.set(key, (promised.get(key) ?? 0) + number(promise.quantity));
      }
    }
  }
  for (const { orderId, lines } of orders) {
    const moved = lines.flatMap<Pick<OrderLineState, 'sku' | 'unit' | 'allocated'>>(
      (line) => line.parts ?? [line],
    );
    for (const part of moved.filter((each) => each.sku === sku)) {
      const unit = units.find(({ code }) => code === part.unit);
      const rate = stockUnit === null ? 1 : number(unit?.conversionRate ?? 10n ** 10n);
      const key = `${orderId} ${stockUnit ?? part.unit}`;
      promised.set(key, (promised.get(key) ?? 0) - number(part.allocated) * rate);
    }
  }
  for (const [key, difference] of promised) {
    if (difference !== 0) faults.push(`${sku}: ${key} is promised ${difference} more than the order knows`);
  }
  return faults;
}

/** What is held at a level is held by holds that are open. */
function faultsOfHolds({ sku, stock, holds }: ProductState, ended: ReadonlySet<string>): string[] {
  const faults: string[] = [];
  const held = new Map<Level, bigint>();
  for (const { holdId, shares } of holds.open.values()) {
    if (ended.has(holdId)) faults.push(`${sku} is held by ${holdId}, which is over`);
    for (const { level, quantity } of shares) held.set(level, (held.get(level) ?? 0n) + quantity);
  }
  for (const { levels } of stock) {
    for (const level of levels.values()) {
      if (level.held === (held.get(level) ?? 0n)) continue;
      faults.push(`${sku} ${level.unit}@${level.warehouse} is held by nobody`);
    }
  }
  return faults;
}

/** Backorders are what is missing, and of the newest promises. */
function faultsOfPromises(sku: string, name: string, level: Level): string[] {
  let missing = Math.max(0, number(level.allocated + level.held - level.heldBackordered - level.onHand));
  const faults: string[] = [];
  let total = 0;
  for (let promise = level.newest; promise !== null; promise = promise.before) {
    const expected = Math.min(missing, number(promise.quantity));
    missing -= expected;
    total += number(promise.quantity);
    if (number(promise.backordered) !== expected) {
      faults.push(
        `${sku} ${name}: ${promise.orderId} lacks ${number(promise.backordered)} and not ${expected}`,
      );
    }
  }
  if (total !== number(level.allocated)) faults.push(`${sku} ${name} allocates what nobody was promised`);
  return faults;
}
