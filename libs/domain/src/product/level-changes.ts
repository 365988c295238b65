import type { LevelChange, ProductEvent } from './events.ts';

/** Every level that a product's event changed, with the figures that it changed. */
export function levelChangesOf({ type, data }: ProductEvent): readonly LevelChange[] {
  switch (type) {
    case 'LevelAdjusted':
    case 'LevelCounted':
    case 'StockDispatched':
    case 'StockReceived':
      return [data];
    case 'StockTransferred':
      return data.levels;
    case 'StockAllocated':
      return data.allocations;
    case 'AllocationReleased':
      return data.releases;
    default:
      return NONE;
  }
}

const NONE: readonly LevelChange[] = [];
