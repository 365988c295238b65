import {
  categoryOfStream,
  keyOfStream,
  LOW_INVENTORY_OPTIONS,
  type OptionName,
  type ScopeRef,
  STATUS_OPTIONS,
} from '#domain';
import type { RecordedEvent, Revision, StreamName } from '#event-store';
import type { Staged } from '../mailbox/durability.ts';
import type { ProductsReached } from '../ports.ts';
import type { Origin } from '../record.ts';

/** A change of the scopes that may change the status or low inventory of products. */
export interface ScopeChange {
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly scope: ScopeRef;
  readonly changed: Parameters<ProductsReached>[1];
  /** What the events of the products go back to. */
  readonly origin: Origin;
  /** The change itself, where this process has just staged it. */
  readonly staged?: Staged | undefined;
}

/** An event of a scope's stream. */
type ScopeEvent = Pick<RecordedEvent, 'type' | 'data' | 'stream' | 'revision' | 'metadata'>;

/** The change that an event made of the scopes, where it bears on products. */
export function scopeChangeOf({
  type,
  data,
  stream,
  revision,
  metadata,
}: ScopeEvent): ScopeChange | undefined {
  const { actor, commandId, correlationId } = metadata;
  const place = {
    stream,
    revision,
    origin: { actor, commandId, correlationId, causationId: `${stream}@${revision}` },
  };
  switch (type) {
    case 'OptionSet':
    case 'OptionCleared': {
      const option = data.option as OptionName;
      const scope = scopeOfStream(stream);
      return bears(option) && scope !== undefined ? { ...place, scope, changed: option } : undefined;
    }
    case 'CategoryMoved':
      return { ...place, scope: { level: 'category', code: data.code as string }, changed: 'parent' };
    default:
      return undefined;
  }
}

const bears = (option: OptionName): boolean =>
  STATUS_OPTIONS.includes(option) || LOW_INVENTORY_OPTIONS.includes(option);

/** A product's status does not follow from a website: those have answers of their own. */
function scopeOfStream(stream: StreamName): ScopeRef | undefined {
  const level = categoryOfStream(stream);
  if (level === 'system') return { level };
  return level === 'organization' || level === 'category' ? { level, code: keyOfStream(stream) } : undefined;
}
