import { categoryOfStream, keyOfStream } from '#domain';
import type { ProjectedEvent } from '../projections/rows.ts';

/** What events can be searched for. */
export type TermKind = 'category' | 'type' | 'actor' | 'sku' | 'warehouse' | 'order' | 'hold' | 'transfer';

/** A kind and a key, e.g. `sku:A1`. */
export type Term = `${TermKind}:${string}`;

export const term = (kind: TermKind, key: string): Term => `${kind}:${key}`;

/** Kinds of streams whose key is itself something to search for. */
const KINDS_OF_STREAMS: ReadonlyMap<string, TermKind> = new Map([
  ['product', 'sku'],
  ['warehouse', 'warehouse'],
  ['order', 'order'],
  ['transfer', 'transfer'],
  ['hold', 'hold'],
]);

/** Takes one term; a term of an event may come twice. */
export type TermVisitor = (kind: TermKind, key: string) => void;

/**
 * Everything that the event is found by: its type, actor and stream, and every sku, warehouse, order and hold that it
 * names, by itself or in a list. By the names of the fields only, so that later events are found as well. `from` and
 * `to` are warehouses where goods go from one to another, which `transferId` tells.
 */
export function visitTerms({ type, stream, data, metadata }: ProjectedEvent, visit: TermVisitor): void {
  const category = categoryOfStream(stream);
  visit('category', category);
  visit('type', type);
  visit('actor', metadata.actor);
  const kind = KINDS_OF_STREAMS.get(category);
  if (kind !== undefined) visit(kind, keyOfStream(stream));
  visitNamed(data, visit);
  for (const name in data) {
    const list = data[name];
    if (!Array.isArray(list)) continue;
    for (const item of list) {
      if (typeof item !== 'object' || item === null) continue;
      visitNamed(item as Named, visit);
      const { components } = item as Named;
      if (Array.isArray(components)) for (const part of components) visitNamed(part as Named, visit);
    }
  }
}

/** Whether the event names every one of the terms. */
export function namesAll(event: ProjectedEvent, terms: readonly Term[]): boolean {
  const missing = new Set(terms);
  visitTerms(event, (kind, key) => missing.delete(term(kind, key)));
  return missing.size === 0;
}

interface Named {
  /** Of a kit's line: the products that it is made of, each with its sku. */
  readonly components?: unknown;
  readonly sku?: unknown;
  readonly warehouse?: unknown;
  readonly orderId?: unknown;
  readonly holdId?: unknown;
  readonly transferId?: unknown;
  readonly from?: unknown;
  readonly to?: unknown;
}

function visitNamed(named: Named, visit: TermVisitor): void {
  const { sku, warehouse, orderId, holdId, transferId, from, to } = named;
  if (typeof sku === 'string') visit('sku', sku);
  if (typeof warehouse === 'string') visit('warehouse', warehouse);
  if (typeof orderId === 'string') visit('order', orderId);
  if (typeof holdId === 'string') visit('hold', holdId);
  if (typeof transferId !== 'string') return;
  visit('transfer', transferId);
  if (typeof from === 'string') visit('warehouse', from);
  if (typeof to === 'string') visit('warehouse', to);
}
