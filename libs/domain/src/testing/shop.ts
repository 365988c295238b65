/** For tests: a small shop whose products and orders run on the domain alone. */
import type { OrderState } from '../order/state.ts';
import { settleBackorders } from '../product/backorders.ts';
import type { DecisionContext } from '../product/context.ts';
import { decideProduct } from '../product/decide.ts';
import { productDefinition } from '../product/definition.ts';
import type { ProductEvent } from '../product/events.ts';
import type { ProductState } from '../product/state.ts';
import { levelsOf, type PromiseView, promisedTo } from '../product/views.ts';
import type { Scopes } from '../scopes/state.ts';
import type {
  AdjustLevel,
  CountLevel,
  OptionCommand,
  ProductCommand,
  RegisterProduct,
  ScopeCommand,
} from '../shared/commands.ts';
import type { Decision } from '../shared/decision.ts';
import { quantityOf } from '../shared/quantity.ts';
import type { Reason } from '../shared/reason.ts';
import { apply, scopesOf } from './scopes-of.ts';

export const NOON = '2026-03-01T12:00:00.000Z';

export class Shop {
  readonly scopes: Scopes;
  readonly context: { scopes: Scopes; now: string; products: (sku: string) => ProductState | null };
  readonly orders = new Map<string, OrderState>();
  private readonly products = new Map<string, ProductState>();
  private readonly log = new Map<string, ProductEvent[]>();

  /** A founded ledger after the commands, every one of which must be accepted. */
  constructor(...commands: (ScopeCommand | OptionCommand)[]) {
    this.scopes = scopesOf(...commands);
    const products = (sku: string) => this.product(sku);
    this.context = { scopes: this.scopes, now: NOON, products } satisfies DecisionContext;
  }

  product(sku: string): ProductState | null {
    return this.products.get(sku) ?? null;
  }

  /** The product, which must be registered. */
  known(sku: string): ProductState {
    const product = this.product(sku);
    if (product === null) throw new Error(`not registered: ${sku}`);
    return product;
  }

  /** Everything recorded of a product. */
  eventsOf(sku: string): readonly ProductEvent[] {
    return this.log.get(sku) ?? [];
  }

  /** Folds events after a way through JSON, as events from the log have had. */
  record(sku: string, events: readonly ProductEvent[]): readonly ProductEvent[] {
    const log = this.log.get(sku) ?? [];
    this.log.set(sku, log);
    for (const event of events) {
      const state = productDefinition.evolve(this.product(sku), JSON.parse(JSON.stringify(event)));
      if (state !== null) this.products.set(sku, state);
      log.push(event);
    }
    return events;
  }

  /** Decides a command on a product and records what it leads to. */
  tell(command: ProductCommand | OptionCommand): Decision<ProductEvent> {
    const sku = 'sku' in command ? command.sku : (command.scope.code ?? '');
    const decision = decideProduct(this.product(sku), command, this.context);
    if (decision.kind === 'accepted') this.record(sku, decision.events);
    return decision;
  }

  /** As `tell`, for a command that must be accepted. */
  told(command: ProductCommand | OptionCommand): readonly ProductEvent[] {
    const decision = this.tell(command);
    if (decision.kind === 'refused') throw new Error(`refused: ${JSON.stringify(decision.reasons)}`);
    return decision.events;
  }

  onScope(command: ScopeCommand | OptionCommand): void {
    apply(this.scopes, command);
  }

  register(sku: string, more: Partial<Omit<RegisterProduct, 'type' | 'sku'>> = {}): readonly ProductEvent[] {
    return this.told({ type: 'RegisterProduct', sku, name: `The ${sku}`, ...more });
  }

  option(sku: string, option: string, value: unknown): readonly ProductEvent[] {
    return this.told({ type: 'SetOption', scope: { level: 'product', code: sku }, option, value });
  }

  /** Adds to on hand; default: at `main`, in the primary unit. */
  adjust(
    sku: string,
    quantity: string,
    more: Partial<Omit<AdjustLevel, 'quantity'>> = {},
  ): readonly ProductEvent[] {
    const defaults = { warehouse: 'main', reason: 'test' };
    return this.told({ type: 'AdjustLevel', sku, quantity: quantityOf(quantity), ...defaults, ...more });
  }

  count(
    sku: string,
    counted: string,
    more: Partial<Omit<CountLevel, 'counted'>> = {},
  ): readonly ProductEvent[] {
    return this.told({ type: 'CountLevel', sku, warehouse: 'main', counted: quantityOf(counted), ...more });
  }

  /** Goes on until the events about a product's backorders are all recorded; answers with how many appends. */
  settle(sku: string): number {
    for (let appends = 0; ; appends++) {
      const events = settleBackorders(this.known(sku));
      if (events.length === 0) return appends;
      this.record(sku, events);
    }
  }

  /** `{ warehouse: 'onHand/allocated' }` of the levels in a unit; default: the primary one. */
  levels(sku: string, unit: string | undefined = this.known(sku).units[0]?.code): Record<string, string> {
    const inUnit = levelsOf(this.known(sku)).filter((level) => level.unit === unit);
    return Object.fromEntries(inUnit.map((level) => [level.warehouse, `${level.onHand}/${level.allocated}`]));
  }

  promised(sku: string, orderId: string): readonly PromiseView[] {
    return promisedTo(this.known(sku), orderId);
  }
}

export const systemOption = (option: string, value: unknown): OptionCommand => ({
  type: 'SetOption',
  scope: { level: 'system' },
  option,
  value,
});

/** A shop whose inventory is managed. */
export const managedShop = (...commands: (ScopeCommand | OptionCommand)[]): Shop =>
  new Shop(systemOption('manageInventory', true), ...commands);

/** The commands that open further warehouses and assign these, in that order, to the website `default`. */
export const warehouses = (...codes: readonly string[]): readonly ScopeCommand[] => [
  ...codes.map((code) => ({ type: 'OpenWarehouse', code, name: code }) as const),
  { type: 'AssignWarehouses', scope: { level: 'website', code: 'default' }, warehouses: codes },
];

/** Codes of reasons, in their order. */
export const codesOf = (reasons: readonly Reason[]): readonly string[] => reasons.map(({ code }) => code);

/** Names of events, in their order. */
export const typesOf = (events: readonly { readonly type: string }[]): readonly string[] =>
  events.map(({ type }) => type);

type DataOf<Type extends ProductEvent['type']> = Extract<ProductEvent, { readonly type: Type }>['data'];

/** The data of the events of one type. */
export const dataOf = <Type extends ProductEvent['type']>(
  events: readonly ProductEvent[],
  type: Type,
): readonly DataOf<Type>[] =>
  events.filter((event) => event.type === type).map(({ data }) => data as DataOf<Type>);
