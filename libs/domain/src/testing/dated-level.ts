/** For tests: one level of one product, whose facts may be dated, with what the log would tell of them. */
import { decideProduct } from '../product/decide.ts';
import { productDefinition } from '../product/definition.ts';
import type { ProductEvent } from '../product/events.ts';
import type { ProductState } from '../product/state.ts';
import { type OnHandFact, onHandFactOf } from '../product/timeline.ts';
import type { Scopes } from '../scopes/state.ts';
import type { AdjustLevel, CountLevel, OptionCommand, ScopeCommand } from '../shared/commands.ts';
import type { Decision } from '../shared/decision.ts';
import { formatQuantity, quantityOf } from '../shared/quantity.ts';
import { scopesOf } from './scopes-of.ts';

const LEVEL = { unit: 'item', warehouse: 'main' };
const DAY_MS = 86_400_000;
const TODAY_MS = Date.UTC(2026, 2, 10, 12);

/** Noon so many days from the day that the tests call today. */
export const day = (days: number): string => new Date(TODAY_MS + days * DAY_MS).toISOString();

type Logged = ProductEvent & { revision: number; recordedAt: number; metadata: { effectiveAt?: string } };

export class DatedLevel {
  readonly scopes: Scopes;
  /** The decision's time, milliseconds since 1970 UTC; also that of the recording. */
  nowMs = TODAY_MS;
  private product: ProductState | null = null;
  private readonly log: Logged[] = [];

  constructor(...commands: (ScopeCommand | OptionCommand)[]) {
    this.scopes = scopesOf(...commands);
    this.tell({ type: 'RegisterProduct', sku: 'A', name: 'A' });
  }

  adjust(quantity: number, effectiveAt?: string): Decision<ProductEvent> {
    const command = { type: 'AdjustLevel', sku: 'A', warehouse: 'main', reason: 'test' } as const;
    return this.tell({
      ...command,
      quantity: quantityOf(`${quantity}`),
      ...(effectiveAt && { effectiveAt }),
    });
  }

  count(counted: number, effectiveAt?: string, more: Partial<CountLevel> = {}): Decision<ProductEvent> {
    const command = { type: 'CountLevel', sku: 'A', warehouse: 'main' } as const;
    const dated = effectiveAt === undefined ? {} : { effectiveAt };
    return this.tell({ ...command, counted: quantityOf(`${counted}`), ...dated, ...more });
  }

  /** Every fact about on hand, in the order of recording. */
  get facts(): readonly OnHandFact[] {
    return this.log.flatMap((event) => onHandFactOf(event, LEVEL) ?? []);
  }

  get events(): readonly ProductEvent[] {
    return this.log;
  }

  get revision(): number {
    return this.log.length - 1;
  }

  get today(): string {
    return formatQuantity(this.product?.stock[0]?.levels.get('main')?.onHand ?? 0n);
  }

  /** On hand by effective time. */
  asOf(instant: string): string {
    const facts = this.facts.filter(
      ({ at, until }) => at <= instant && (until === undefined || instant < until),
    );
    return formatQuantity(facts.reduce((sum, { change }) => sum + change, 0n));
  }

  private tell(
    command: AdjustLevel | CountLevel | { type: 'RegisterProduct'; sku: string; name: string },
  ): Decision<ProductEvent> {
    const effectiveAt = 'effectiveAt' in command ? command.effectiveAt : undefined;
    const since = effectiveAt === undefined ? this.nowMs : Date.parse(effectiveAt);
    const seen = command.type === 'CountLevel' ? command.seen?.revision : undefined;
    // No more than a ledger reads.
    const facts = this.log
      .filter(({ recordedAt, revision }) => recordedAt > since || revision > (seen ?? revision))
      .flatMap((event) => onHandFactOf(event, LEVEL) ?? []);
    const context = { scopes: this.scopes, now: new Date(this.nowMs).toISOString(), facts };
    const decision = decideProduct(this.product, command, context);
    if (decision.kind === 'accepted') {
      for (const event of decision.events) {
        this.product = productDefinition.evolve(this.product, event);
        const metadata = effectiveAt === undefined ? {} : { effectiveAt };
        this.log.push({ ...event, revision: this.log.length, recordedAt: this.nowMs, metadata });
      }
    }
    return decision;
  }
}
