import { type Command, holdStream, orderStream, productStream, skusOfOrder, streamOf } from '#domain';
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
  // What follows from a kit's components is on record with it.
  if (command.type === 'SetStatus' && command.status === null) return 'all';
  if (command.type === 'HoldStock' || command.type === 'ReleaseHold') {
    if (command.type === 'HoldStock' && !(await arePlain(core, command.lines))) return 'all';
    return touchedByHold(core, command.holdId, command, turns);
  }
  if (command.type === 'SubmitOrder') {
    if (!(await arePlain(core, command.lines))) return 'all';
    const { holdId } = command;
    if (holdId !== undefined) return touchedByHold(core, holdId, command, turns);
    return [...new Set([streamOf(command), ...command.lines.map(({ sku }) => productStream(sku))])];
  }
  if ('transferId' in command) return [streamOf(command), productStream(command.sku)];
  if (command.type === 'MoveBackorder') return [streamOf(command), orderStream(command.orderId)];
  if (!('orderId' in command)) return [streamOf(command)];
  const stream = orderStream(command.orderId);
  if (turns.isTouched(stream)) return 'all';
  const order = await core.orders.mailbox(stream).look();
  if (command.type === 'AmendOrder' && !(await arePlain(core, command.lines))) return 'all';
  const skus = [
    ...(order === null ? [] : skusOfOrder(order)),
    ...(command.lines ?? []).map(({ sku }) => sku),
  ];
  return [...new Set([stream, ...skus.map(productStream)])];
}

/** Whether no line is of a kit, whose components may be any. */
async function arePlain(core: Core, lines: readonly { readonly sku: string }[]): Promise<boolean> {
  const products = await loadProducts(core, new Set(lines.map(({ sku }) => sku)));
  return lines.every(({ sku }) => products(sku)?.kit === null);
}

/** What a command on a hold, or on an order that names it, touches: what is held now is given up by it, or taken over. */
async function touchedByHold(core: Core, holdId: string, command: Command, turns: Turns): Promise<Touched> {
  const stream = holdStream(holdId);
  if (turns.isTouched(stream)) return 'all';
  const hold = await core.holds.mailbox(stream).look();
  if (hold !== null && hold.claimedBy !== null) return 'all';
  const asked = 'lines' in command && command.lines !== undefined ? command.lines : [];
  const held = (hold?.lines ?? []).flatMap((line) => [line, ...(line.components ?? [])]);
  const skus = [...asked, ...held].map(({ sku }) => productStream(sku));
  return [...new Set([streamOf(command), stream, ...skus])];
}
