import { categoryDefinition } from '../category/state.ts';
import { categoriesDefinition } from '../category/tree.ts';
import { isOfCountSheet } from '../count-sheet/events.ts';
import { organizationDefinition } from '../organization/state.ts';
import { categoryOfStream, keyOfStream } from '../streams.ts';
import { emptySystem, systemDefinition } from '../system/state.ts';
import { warehouseDefinition } from '../warehouse/state.ts';
import { websiteDefinition } from '../website/state.ts';
import type {
  CategoriesEvent,
  CategoryEvent,
  OrganizationEvent,
  SystemEvent,
  WarehouseEvent,
  WebsiteEvent,
} from './events.ts';
import type { Scopes } from './state.ts';

/** The categories of streams that make up the scopes. */
export const SCOPE_STREAM_CATEGORIES: readonly string[] = [
  'website',
  'organization',
  'category',
  'categories',
  'system',
  'warehouse',
];

/** Whether the stream is a scope's: every process folds it. */
export const isScopeStream = (stream: string): boolean =>
  SCOPE_STREAM_CATEGORIES.includes(categoryOfStream(stream));

/**
 * Whether the event is one of the scopes', which `version` counts: what stands in a scope's stream, but for a warehouse's
 * count sheets, on which nothing depends.
 */
export const isScopeEvent = ({ stream, type }: Pick<ScopeRecord, 'stream' | 'type'>): boolean =>
  isScopeStream(stream) && !isOfCountSheet(type);

/** An event as the log has it: what the fold of the scopes needs of it. */
export interface ScopeRecord {
  readonly stream: string;
  readonly type: string;
  readonly data: object;
}

/** The scopes before the first event. */
export const emptyScopes = (): Scopes => ({
  version: 0,
  organizations: new Map(),
  websites: new Map(),
  categories: new Map(),
  warehouses: new Map(),
  system: emptySystem(),
});

/**
 * Folds one event of a scope's stream into the scopes, in place; in log order, each event once. Events of other
 * streams, and of count sheets, are passed over.
 *
 * @throws RangeError when an event speaks of a scope that was never defined: the log is broken.
 */
export function evolveScopes(scopes: Scopes, { stream, type, data }: ScopeRecord): Scopes {
  const evolve = folds[categoryOfStream(stream)];
  if (evolve === undefined || isOfCountSheet(type)) return scopes;
  evolve(scopes, keyOfStream(stream), { type, data });
  scopes.version += 1;
  return scopes;
}

type Fold = (scopes: Scopes, code: string, event: { type: string; data: object }) => void;

/** The events are those that the deciders wrote to the streams of the same kind, hence the narrower types. */
const folds: Readonly<Record<string, Fold>> = {
  organization({ organizations }, code, event) {
    fold(organizations, code, (known) => organizationDefinition.evolve(known, event as OrganizationEvent));
  },
  website({ websites }, code, event) {
    fold(websites, code, (known) => websiteDefinition.evolve(known, event as WebsiteEvent));
  },
  warehouse({ warehouses }, code, event) {
    fold(warehouses, code, (known) => warehouseDefinition.evolve(known, event as WarehouseEvent));
  },
  category({ categories }, code, event) {
    const category = categories.get(code);
    if (category === undefined) throw new RangeError(`${event.type} of an undefined category ${code}`);
    categoryDefinition.evolve(category, event as CategoryEvent);
  },
  categories(scopes, _, event) {
    categoriesDefinition.evolve(scopes.categories, event as CategoriesEvent);
  },
  system(scopes, _, event) {
    systemDefinition.evolve(scopes.system, event as SystemEvent);
  },
};

function fold<Scope>(
  known: Map<string, Scope>,
  code: string,
  evolve: (scope: Scope | null) => Scope | null,
): void {
  const scope = evolve(known.get(code) ?? null);
  if (scope !== null) known.set(code, scope);
}
