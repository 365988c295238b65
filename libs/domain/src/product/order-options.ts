import type { OptionName, OptionValues } from '../options/catalogue.ts';
import type { ProductState } from './state.ts';

const LIMITS: readonly OptionName[] = [
  'orderableStatuses',
  'minimumQuantityToOrder',
  'maximumQuantityToOrder',
  'quantityIncrement',
];
const SHIPPING: readonly OptionName[] = ['isUpcoming', 'availabilityDate', 'hideLabelsPastAvailabilityDate'];
const SOURCING: readonly OptionName[] = ['sourcingStrategy', 'splitLines'];

type Tracking = 'unmanaged' | 'untracked' | 'threshold' | 'backorder';

const BY_TRACKING: { readonly [Kind in Tracking]: readonly OptionName[] } = {
  unmanaged: ['manageInventory', ...LIMITS],
  untracked: ['manageInventory', 'decrementQuantity', ...LIMITS],
  threshold: [
    'manageInventory',
    'decrementQuantity',
    'backOrder',
    'inventoryThreshold',
    ...LIMITS,
    ...SOURCING,
  ],
  backorder: ['manageInventory', 'decrementQuantity', 'backOrder', 'backOrderLimit', ...LIMITS, ...SOURCING],
};

const WITH_SHIPPING: { readonly [Kind in Tracking]: readonly OptionName[] } = {
  unmanaged: [...BY_TRACKING.unmanaged, ...SHIPPING],
  untracked: [...BY_TRACKING.untracked, ...SHIPPING],
  threshold: [...BY_TRACKING.threshold, ...SHIPPING],
  backorder: [...BY_TRACKING.backorder, ...SHIPPING],
};

const OF_KIT_WITH_SHIPPING: readonly OptionName[] = [...LIMITS, ...SHIPPING];

/** The options that a decision on an order looks at; always the same list for the same case. */
export function optionsOfOrder(
  { kit }: Pick<ProductState, 'kit'>,
  values: OptionValues,
  asksForDate: boolean,
): readonly OptionName[] {
  if (kit !== null) return asksForDate ? OF_KIT_WITH_SHIPPING : LIMITS;
  return (asksForDate ? WITH_SHIPPING : BY_TRACKING)[trackingOf(values)];
}

function trackingOf({ manageInventory, decrementQuantity, backOrder }: OptionValues): Tracking {
  if (!manageInventory) return 'unmanaged';
  if (!decrementQuantity) return 'untracked';
  return backOrder ? 'backorder' : 'threshold';
}
