import {
  type DecisionContext,
  type Decision as DomainDecision,
  decideProduct,
  isBackdated,
  type OnHandFact,
  type ProductCommand,
  type ProductEvent,
  type ProductState,
  type ProductsOf,
} from '#domain';
import type { Revision } from '#event-store';
import type { Begun } from '../begun.ts';
import type { Core } from '../core.ts';
import { verification } from '../idempotency/verify.ts';
import { loadProducts, loadWithKits } from '../load-products.ts';
import type { Verdict } from '../mailbox/task.ts';
import { answerEvents, outcomeOf, type Provisional, type Ruling } from '../provisional.ts';
import { type Origin, record } from '../record.ts';
import { FactsOnRecord } from './facts-on-record.ts';
import { withMovements } from './moved-since.ts';
import { settleLevels } from './settle-levels.ts';

/** Carries out a command that concerns one product, on the product's running state. */
export async function decideOnProduct(core: Core, begun: Begun<ProductCommand>): Promise<Provisional> {
  const { command } = begun;
  const products = await productsNamed(core, command);
  return onProduct(core, begun, (product, context) =>
    decideProduct(product, command, products === undefined ? context : { ...context, products }),
  );
}

/** Has a product's running state decided, and tells everybody whom it concerns. */
export async function onProduct(
  core: Core,
  begun: Begun,
  decide: (product: ProductState | null, context: DecisionContext) => DomainDecision<ProductEvent>,
): Promise<Provisional> {
  const { stream } = begun;
  const onRecord = factsFor(core, begun);
  const decision = {
    decide: (product: ProductState | null, revision: Revision) =>
      rule(core, begun, decide, { product, facts: onRecord?.facts }, revision),
    ...(onRecord && {
      isReady: (product: ProductState | null, revision: Revision) => onRecord.isReady(product, revision),
      prepare: (product: ProductState | null, revision: Revision) => onRecord.readTo(product, revision),
    }),
    ...verification(core, begun),
  };
  const { value, revision, staged } = await core.products.mailbox(stream).decide(decision, begun.epoch);
  const position = staged?.position ?? core.durability.position;
  const ruling = await withMovements(core, stream, value);
  const outcome = outcomeOf(begun, ruling, { stream, revision, position });
  if (value.kind !== 'accepted') return { outcome, staged };
  return withNotes({ outcome, staged }, await settleLevels(core, stream, begun, begun.epoch));
}

/** What a dated change may have to be compared with. */
function factsFor(core: Core, { stream, command }: Begun): FactsOnRecord | undefined {
  const isOnHand = command.type === 'AdjustLevel' || command.type === 'CountLevel';
  if (!isOnHand || command.effectiveAt === undefined) return undefined;
  return new FactsOnRecord(core, stream, command);
}

/** The answer, and the notes to orders that did not fit into the append of the change itself. */
function withNotes(provisional: Provisional, notes: Awaited<ReturnType<typeof settleLevels>>): Provisional {
  const { outcome } = provisional;
  const last = notes.at(-1);
  if (outcome.kind !== 'done' || last?.staged === undefined) return provisional;
  const { revision, staged } = last;
  const events = [...outcome.answer.events, ...notes.flatMap(answerEvents)];
  const answer = { ...outcome.answer, revision, position: staged.position, events };
  return { outcome: { kind: 'done', answer }, staged };
}

/** The products of the kit that the command is about, if it is about one. */
async function productsNamed(core: Core, command: ProductCommand): Promise<ProductsOf | undefined> {
  if (command.type === 'SetStatus' && command.status === null) return loadWithKits(core, [command.sku]);
  if (!('kit' in command) || command.kit === undefined) return undefined;
  return loadProducts(core, new Set(command.kit.components.flatMap(({ products }) => products)));
}

/** A product, and what is on record of it as far as the command has to be compared with that. */
interface Standing {
  readonly product: ProductState | null;
  readonly facts: readonly OnHandFact[] | undefined;
}

function rule(
  { directory }: Core,
  begun: Begun,
  decide: Parameters<typeof onProduct>[2],
  { product, facts }: Standing,
  revision: Revision,
): Verdict<Ruling> {
  const { command, expectedRevision, now } = begun;
  if (expectedRevision !== undefined && expectedRevision !== revision) {
    return { events: [], value: { kind: 'elsewhere', revision } };
  }
  const { scopes } = directory;
  const decision = decide(product, { scopes, now, ...(facts && { facts }) });
  if (decision.kind === 'refused') return { events: [], value: decision };
  const effectiveAt = 'effectiveAt' in command ? command.effectiveAt : undefined;
  const events = recordDated(decision.events, effectiveAt, { ...begun, optionsVersion: scopes.version });
  return { events, value: { kind: 'accepted', events } };
}

/**
 * What follows from a dated change is dated as it is, unless it came before others that were on record: then it
 * follows today.
 */
function recordDated(facts: readonly ProductEvent[], effectiveAt: string | undefined, origin: Origin) {
  const [first, ...rest] = facts;
  const dated = { ...origin, effectiveAt };
  if (first === undefined || rest.length === 0 || !isBackdated(first)) return record(facts, dated);
  return [...record([first], dated), ...record(rest, { ...origin, commandHash: undefined })];
}
