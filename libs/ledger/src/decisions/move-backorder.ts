import {
  decideBackorderMove,
  type MoveBackorder,
  orderNotOpen,
  orderStream,
  refuse,
  unknownOrder,
  unknownProduct,
} from '#domain';
import type { Begun } from '../begun.ts';
import type { Core } from '../core.ts';
import type { Provisional } from '../provisional.ts';
import { onProduct } from './decide-on-product.ts';

/** Carries out MoveBackorder: one append in the product's stream, for an order whose website never changes. */
export async function moveBackorder(core: Core, begun: Begun<MoveBackorder>): Promise<Provisional> {
  const { command } = begun;
  const order = await core.orders.mailbox(orderStream(command.orderId)).look();
  return onProduct(core, begun, (product, context) => {
    if (order === null) return refuse(unknownOrder(command.orderId));
    if (product === null) return refuse(unknownProduct(command.sku, 'sku'));
    if (order.status !== 'accepted' && order.status !== 'submitted') return refuse(orderNotOpen(order));
    return decideBackorderMove(product, command, order.website, context);
  });
}
