import type { LevelChange, ProductEvent } from './events.ts';

/**
 * Every level that a product's event changed, with the figures that it changed: the event itself, or what a list of it
 * names. By the names of the fields only, so that later events are understood as well.
 */
export function levelChangesOf({ data }: Pick<ProductEvent, 'data'>): readonly LevelChange[] {
  if (isChange(data)) return [data];
  const changes: LevelChange[] = [];
  for (const value of Object.values(data)) {
    if (Array.isArray(value)) changes.push(...value.filter(isChange));
  }
  return changes;
}

function isChange(value: unknown): value is LevelChange {
  if (typeof value !== 'object' || value === null) return false;
  return 'warehouse' in value && 'unit' in value && 'before' in value && 'after' in value;
}
