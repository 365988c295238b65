/** A small shop that makes up consistent events, for tests of projections: what deciders would have written. */
import { formatQuantity, quantityOf } from '#domain';
import type { EventToAppend, JsonObject } from '#event-store';

export interface Appended {
  readonly stream: string;
  readonly events: readonly EventToAppend[];
}

interface MadeUpLevel {
  onHand: number;
  allocated: number;
}

interface Promised {
  readonly sku: string;
  readonly warehouse: string;
  quantity: number;
}

/** On hand then, before and after a change that a later count has absorbed. */
interface Absorbed {
  readonly before: string;
  readonly after: string;
  /** When the count was. */
  readonly absorbedBy: string;
}

const figuresOf = ({ before, after, absorbedBy }: Absorbed) => ({
  before: { onHand: before },
  after: { onHand: after },
  absorbedBy: { revision: 0, at: absorbedBy },
});

/** Keeps just enough state that each event starts from the figures that the one before it left. */
export class MadeUpShop {
  readonly #levels = new Map<string, MadeUpLevel>();
  readonly #promises = new Map<string, Promised[]>();
  readonly #status = new Map<string, string>();
  #commands = 0;
  readonly #unit: string;

  /** @param unit in which all is counted. */
  constructor(unit = 'item') {
    this.#unit = unit;
  }

  openWarehouse(code: string): Appended {
    return this.#append(`warehouse-${code}`, ['WarehouseOpened', { code, name: `Warehouse ${code}` }]);
  }

  defineOrganization(code: string): Appended {
    return this.#append(`organization-${code}`, ['OrganizationDefined', { code, name: code }]);
  }

  defineWebsite(code: string, organization: string, warehouses: string[]): Appended {
    return this.#append(
      `website-${code}`,
      ['WebsiteDefined', { code, name: code, organization, timeZone: 'UTC' }],
      ['WarehousesAssigned', { warehouses }],
    );
  }

  defineCategory(code: string, parent?: string): Appended {
    return this.#append('categories', [
      'CategoryDefined',
      { code, name: code, ...(parent === undefined ? {} : { parent }) },
    ]);
  }

  setOption(stream: string, option: string, value: string | boolean): Appended {
    return this.#append(stream, ['OptionSet', { option, value }]);
  }

  /** @param parts of a kit: the products that go into it, one each. */
  register(sku: string, category?: string, parts?: readonly string[]): Appended {
    this.#status.set(sku, 'in_stock');
    const units = [{ code: this.#unit, precision: 2 }];
    const data = { sku, name: `Product ${sku}`, organization: 'default', units };
    return this.#append(`product-${sku}`, [
      'ProductRegistered',
      {
        ...data,
        ...(category === undefined ? {} : { category }),
        ...(parts && {
          kit: { components: parts.map((part) => ({ products: [part], quantity: '1', required: true })) },
        }),
      },
    ]);
  }

  adjust(
    sku: string,
    warehouse: string,
    quantity: number,
    { effectiveAt, absorbed }: { effectiveAt?: string; absorbed?: Absorbed } = {},
  ): Appended {
    const level = this.#level(sku, warehouse);
    const before = { onHand: text(level.onHand) };
    if (absorbed === undefined) level.onHand = round(level.onHand + quantity);
    const after = { onHand: text(level.onHand) };
    const change = {
      sku,
      warehouse,
      unit: this.#unit,
      quantity: text(quantity),
      reason: 'made up',
      before,
      after,
      ...(effectiveAt && { effective: { at: effectiveAt, ...(absorbed && figuresOf(absorbed)) } }),
    };
    const { stream, events } = this.#append(`product-${sku}`, ['LevelAdjusted', change]);
    if (effectiveAt === undefined) return { stream, events };
    return {
      stream,
      events: events.map((event) => ({ ...event, metadata: { ...event.metadata, effectiveAt } })),
    };
  }

  /** Goods sent on their way: the request, what the product says, and that they are under way. */
  dispatch(transferId: string, sku: string, from: string, to: string, quantity: number): Appended[] {
    const wanted = { transferId, operation: 0, sku, from, to, unit: this.#unit, quantity: text(quantity) };
    const { before, after } = this.#bring(sku, from, -quantity);
    const left = {
      transferId,
      operation: 0,
      sku,
      warehouse: from,
      unit: this.#unit,
      to,
      quantity: text(quantity),
    };
    return [
      this.#append(`transfer-${transferId}`, ['TransferRequested', { ...wanted, mode: 'in_transit' }]),
      this.#append(`product-${sku}`, ['StockDispatched', { ...left, before, after }]),
      this.#append(`transfer-${transferId}`, [
        'TransferDispatched',
        { transferId, operation: 0, quantity: text(quantity) },
      ]),
    ];
  }

  /** Goods that came, and what never will. */
  receive(
    transferId: string,
    sku: string,
    to: string,
    {
      operation,
      quantity,
      discrepancy,
      open,
    }: { operation: number; quantity: number; discrepancy: number; open: number },
  ): Appended[] {
    const { before, after } = this.#bring(sku, to, quantity);
    const moved = {
      transferId,
      operation,
      quantity: text(quantity),
      ...(discrepancy > 0 ? { discrepancy: text(discrepancy), discrepancyReason: 'lost' } : {}),
    };
    const place = { sku, from: 'elsewhere', warehouse: to, unit: this.#unit };
    return [
      this.#append(`transfer-${transferId}`, ['ReceiptRequested', moved]),
      this.#append(`product-${sku}`, ['StockReceived', { ...moved, ...place, before, after }]),
      this.#append(`transfer-${transferId}`, ['TransferReceived', { ...moved, open: text(open) }]),
    ];
  }

  /** Goods moved at once. */
  transfer(transferId: string, sku: string, from: string, to: string, quantity: number): Appended[] {
    const wanted = { transferId, operation: 0, sku, from, to, unit: this.#unit, quantity: text(quantity) };
    const levels = [
      { warehouse: from, unit: this.#unit, ...this.#bring(sku, from, -quantity) },
      { warehouse: to, unit: this.#unit, ...this.#bring(sku, to, quantity) },
    ];
    return [
      this.#append(`transfer-${transferId}`, ['TransferRequested', { ...wanted, mode: 'instant' }]),
      this.#append(`product-${sku}`, ['StockTransferred', { ...wanted, levels }]),
      this.#append(`transfer-${transferId}`, [
        'TransferCompleted',
        { transferId, operation: 0, quantity: text(quantity) },
      ]),
    ];
  }

  #bring(sku: string, warehouse: string, quantity: number) {
    const level = this.#level(sku, warehouse);
    const before = { onHand: text(level.onHand) };
    level.onHand = round(level.onHand + quantity);
    return { before, after: { onHand: text(level.onHand) } };
  }

  setStatus(sku: string, to: string): Appended {
    const from = this.#status.get(sku) ?? 'in_stock';
    this.#status.set(sku, to);
    return this.#append(`product-${sku}`, ['StatusChanged', { sku, from, to, cause: 'hand' }]);
  }

  low(sku: string, isLow: boolean): Appended {
    const type = isLow ? 'LowInventoryReached' : 'LowInventoryCleared';
    return this.#append(`product-${sku}`, [type, { sku, unit: this.#unit, available: '0' }]);
  }

  /** An order that is accepted: three appends. */
  order(orderId: string, sku: string, warehouse: string, quantity: number): Appended[] {
    return [...this.submit(orderId, sku, warehouse, quantity), this.accept(orderId)];
  }

  submit(orderId: string, sku: string, warehouse: string, quantity: number): Appended[] {
    const line = { sku, unit: this.#unit, quantity: text(quantity) };
    const submitted = { orderId, website: 'default', lines: [line], decidedAt: '2026-01-01T00:00:00.000Z' };
    const share = this.#move(sku, warehouse, quantity);
    this.#promises.set(orderId, [{ sku, warehouse, quantity }]);
    const allocated = {
      orderId,
      operation: 0,
      sku,
      website: 'default',
      demand: [{ unit: this.#unit, quantity: text(quantity) }],
      allocations: [share],
    };
    return [
      this.#append(`order-${orderId}`, ['OrderSubmitted', submitted]),
      this.#append(`product-${sku}`, ['StockAllocated', allocated]),
    ];
  }

  accept(orderId: string): Appended {
    return this.#append(`order-${orderId}`, ['OrderAccepted', { orderId, operation: 0 }]);
  }

  /** Gives up what was submitted: the rejection, what the product gives back, and the settling. */
  reject(orderId: string): Appended[] {
    const releases = this.#releaseAll(orderId, 0, 'rejected');
    return [
      this.#append(`order-${orderId}`, ['OrderRejected', { orderId, operation: 0, reasons: [] }]),
      ...releases,
      this.#append(`order-${orderId}`, ['OrderSettled', { orderId, operation: 0 }]),
    ];
  }

  cancel(orderId: string): Appended[] {
    const promised = this.#promises.get(orderId) ?? [];
    const lines = promised.map(({ sku, quantity }) => ({ sku, unit: this.#unit, quantity: text(quantity) }));
    const releases = this.#releaseAll(orderId, 1, 'cancelled');
    return [
      this.#append(
        `order-${orderId}`,
        ['CancellationRequested', { orderId, operation: 1, decidedAt: '2026-01-02T00:00:00.000Z' }],
        ['OrderCancelled', { orderId, operation: 1, lines, whole: true }],
      ),
      ...releases,
      this.#append(`order-${orderId}`, ['OrderSettled', { orderId, operation: 1 }]),
    ];
  }

  #releaseAll(orderId: string, operation: number, cause: string): Appended[] {
    const promised = this.#promises.get(orderId) ?? [];
    this.#promises.delete(orderId);
    return promised.map(({ sku, warehouse, quantity }) => {
      const releases = [this.#move(sku, warehouse, -quantity)];
      const refusal = { website: 'default', demand: [], reasons: [] };
      const data = { orderId, operation, sku, cause, releases, ...(cause === 'rejected' ? refusal : {}) };
      return this.#append(`product-${sku}`, ['AllocationReleased', data]);
    });
  }

  #move(sku: string, warehouse: string, quantity: number): JsonObject {
    const level = this.#level(sku, warehouse);
    const before = { allocated: text(level.allocated) };
    level.allocated = round(level.allocated + quantity);
    const after = { allocated: text(level.allocated) };
    return { warehouse, unit: this.#unit, quantity: text(Math.abs(quantity)), before, after };
  }

  #level(sku: string, warehouse: string): MadeUpLevel {
    const key = JSON.stringify([sku, warehouse]);
    const level = this.#levels.get(key) ?? { onHand: 0, allocated: 0 };
    this.#levels.set(key, level);
    return level;
  }

  #append(stream: string, ...facts: readonly (readonly [type: string, data: JsonObject])[]): Appended {
    const metadata = { commandId: `made-up:${++this.#commands}`, actor: `clerk-${this.#commands % 3}` };
    return { stream, events: facts.map(([type, data]) => ({ type, data, metadata })) };
  }
}

const round = (quantity: number): number => Math.round(quantity * 100) / 100;
const text = (quantity: number): string => formatQuantity(quantityOf(round(quantity).toFixed(2)));
