import { PURPOSES } from '../queries/product-answers.controller.ts';
import { fieldsOf } from './command-descriptions.ts';
import { choice, closed, described, type Schema } from './schema.ts';

/** The body of the question about a cart: what an order has that bears on it. */
export function cartFields(): Schema {
  const { properties } = fieldsOf('SubmitOrder') as { properties: Readonly<Record<string, Schema>> };
  const { lines = {}, website = {}, shipUntil = {}, holdId = {} } = properties;
  return closed(
    { lines },
    {
      website: described(website, 'Default: `default`.'),
      purpose: { ...choice(...PURPOSES), default: 'order' },
      shipUntil,
      holdId: described(holdId, 'A hold of this cart.'),
    },
  );
}
