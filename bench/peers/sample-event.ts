import type { Event } from '@event-driven-io/emmett';

type LevelAdjusted = Event<
  'LevelAdjusted',
  {
    readonly sku: string;
    readonly warehouse: string;
    readonly unit: string;
    readonly quantity: string;
    readonly onHandBefore: string;
    readonly onHandAfter: string;
    readonly reason: string;
  },
  { readonly commandId: string; readonly actor: string }
>;

/** An event of the size that an adjustment of ours has: about 250 bytes of JSON, metadata included. */
export const levelAdjusted = (index: number): LevelAdjusted => ({
  type: 'LevelAdjusted',
  data: {
    sku: `SKU-${index}`,
    warehouse: 'MAIN',
    unit: 'item',
    quantity: '5',
    onHandBefore: '120',
    onHandAfter: '125',
    reason: 'found while counting the shelf',
  },
  metadata: { commandId: `local:adjustment-${index}`, actor: 'warehouse-clerk-7' },
});
