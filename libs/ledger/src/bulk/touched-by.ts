import { type Command, orderStream, productStream, skusOfOrder, streamOf } from '#domain';
import type { Core } from '../core.ts';
import { isOnScope } from '../decisions/decide-scope.ts';
import { loadProducts } from '../load-products.ts';
import type { Touched, Turns } from './turns.ts';

/**
 * The streams that a command may touch. A command on a scope or a kit may bear on anything; so may one on an order that
 * an earlier item is still at, since its products are not known yet, and one of a product that is not known to be no kit.
 */
export async function touchedBy(core: Core, command: Command, turns: Turns): Promise<Touched> {
  // A count sheet is about any products.
  if (isOnScope(command) || 'sheetId' in command) return 'all';
  if ('kit' in command && command.kit !== undefined) return 'all';
  if (command.type === 'SubmitOrder') {
    const products = await loadProducts(core, new Set(command.lines.map(({ sku }) => sku)));
    const isPlain = command.lines.every(({ sku }) => products(sku)?.kit === null);
    if (!isPlain) return 'all';
    return [...new Set([streamOf(command), ...command.lines.map(({ sku }) => productStream(sku))])];
  }
  if ('transferId' in command) return [streamOf(command), productStream(command.sku)];
  if (command.type !== 'CancelOrder') return [streamOf(command)];
  const stream = orderStream(command.orderId);
  if (turns.isTouched(stream)) return 'all';
  const order = await core.orders.mailbox(stream).look();
  return [...new Set([stream, ...(order === null ? [] : skusOfOrder(order)).map(productStream)])];
}
