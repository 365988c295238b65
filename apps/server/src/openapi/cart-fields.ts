import { PURPOSES } from '#domain';
import { fieldsOf } from './command-descriptions.ts';
import { choice, closed, described, type Schema } from './schema.ts';

/** The body of the question about a cart: what an order has that bears on it. */
export function cartFields(): Schema {
  const { lines, ...fields } = fieldsOfCart();
  return closed({ lines }, { ...fields, purpose: { ...choice(...PURPOSES), default: 'order' } });
}

/** The body of the question where an order would ship from. */
export function sourcingFields(): Schema {
  const { lines, ...fields } = fieldsOfCart();
  return closed({ lines }, fields);
}

function fieldsOfCart() {
  const { properties } = fieldsOf('SubmitOrder') as { properties: Readonly<Record<string, Schema>> };
  const { lines = {}, website = {}, shipUntil = {}, holdId = {} } = properties;
  return {
    lines,
    website: described(website, 'Default: `default`.'),
    shipUntil,
    holdId: described(holdId, 'A hold of this cart.'),
  };
}
