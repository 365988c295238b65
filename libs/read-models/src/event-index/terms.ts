import { categoryOfStream, keyOfStream } from '#domain';
import type { ProjectedEvent } from '../projections/rows.ts';

/** What events can be searched for. */
export type TermKind = 'category' | 'type' | 'actor' | 'sku' | 'warehouse' | 'order';

/** A kind and a key, e.g. `sku:A1`. */
export type Term = `${TermKind}:${string}`;

export const term = (kind: TermKind, key: string): Term => `${kind}:${key}`;

/** Kinds of streams whose key is itself something to search for. */
const KINDS_OF_STREAMS: ReadonlyMap<string, TermKind> = new Map([
  ['product', 'sku'],
  ['warehouse', 'warehouse'],
  ['order', 'order'],
]);

/**
 * Everything that the event is found by: its type, actor and stream, and every sku, warehouse and order that it
 * names, by itself or in a list. By the names of the fields only, so that later events are found as well.
 */
export function termsOf({ type, stream, data, metadata }: ProjectedEvent): Set<Term> {
  const category = categoryOfStream(stream);
  const terms = new Set<Term>([
    term('category', category),
    term('type', type),
    term('actor', metadata.actor),
  ]);
  const kind = KINDS_OF_STREAMS.get(category);
  if (kind !== undefined) terms.add(term(kind, keyOfStream(stream)));
  addNamed(terms, data);
  for (const key in data) {
    const list = data[key];
    if (!Array.isArray(list)) continue;
    for (const item of list) if (typeof item === 'object' && item !== null) addNamed(terms, item as Named);
  }
  return terms;
}

interface Named {
  readonly sku?: unknown;
  readonly warehouse?: unknown;
  readonly orderId?: unknown;
}

function addNamed(terms: Set<Term>, { sku, warehouse, orderId }: Named): void {
  if (typeof sku === 'string') terms.add(term('sku', sku));
  if (typeof warehouse === 'string') terms.add(term('warehouse', warehouse));
  if (typeof orderId === 'string') terms.add(term('order', orderId));
}
