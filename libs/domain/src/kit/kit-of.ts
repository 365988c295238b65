import type { Kit } from '../product/events.ts';
import type { KitDefinition } from '../shared/commands.ts';
import { formatQuantity } from '../shared/quantity.ts';

/** A kit as events carry it. */
export const kitOf = ({ components }: KitDefinition): Kit => ({
  components: components.map(({ products, quantity, required }) => ({
    products,
    quantity: formatQuantity(quantity),
    required,
  })),
});
