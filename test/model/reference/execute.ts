import { amendOrder } from './amend.ts';
import { adjustLevel, countLevel } from './counts.ts';
import { returnOrder, shipOrder } from './goods.ts';
import { expireHolds, holdStock, releaseHold } from './holds.ts';
import { changeKit } from './kits.ts';
import { cancelOrder, submitOrder } from './orders.ts';
import { moveBackorder, registerProduct, setStatus } from './products.ts';
import { clearOption, setOption } from './settings.ts';
import { closeCountSheet, countLines, openCountSheet } from './sheets.ts';
import { DONE, type PlainCommand, type Result, type Shop } from './shop.ts';
import { receiveTransfer, transfer } from './transfers.ts';
import { assignWarehouses, closeWarehouse } from './warehouses.ts';

/** Carries out a command under an id: the second time it has no effect, and the first answer. */
export function execute(shop: Shop, id: string, command: PlainCommand): Result {
  const content = JSON.stringify(command);
  expireHolds(shop);
  const known = shop.answered.get(id);
  if (known !== undefined) {
    return known.content === content ? known.result : { kind: 'conflict', code: 'IDEMPOTENCY_CONFLICT' };
  }
  const result = decide(shop, command);
  const isRecorded = result.kind === 'done' || (result.kind === 'refused' && result.isRecorded);
  if (isRecorded) shop.answered.set(id, { content, result });
  return result;
}

function decide(shop: Shop, command: PlainCommand): Result {
  switch (command.type) {
    case 'RegisterProduct':
      return registerProduct(shop, command);
    case 'SetStatus':
      return setStatus(shop, command);
    case 'SetOption':
      return setOption(shop, command);
    case 'ClearOption':
      return clearOption(shop, command);
    case 'AdjustLevel':
      return adjustLevel(shop, command);
    case 'CountLevel':
      return countLevel(shop, command);
    case 'SubmitOrder':
      return submitOrder(shop, command);
    case 'AmendOrder':
      return amendOrder(shop, command);
    case 'CancelOrder':
      return cancelOrder(shop, command);
    case 'ShipOrder':
      return shipOrder(shop, command);
    case 'ReturnOrder':
      return returnOrder(shop, command);
    case 'MoveBackorder':
      return moveBackorder(shop, command);
    case 'TransferStock':
    case 'DispatchTransfer':
      return transfer(shop, command);
    case 'ReceiveTransfer':
      return receiveTransfer(shop, command);
    case 'HoldStock':
      return holdStock(shop, command);
    case 'ReleaseHold':
      return releaseHold(shop, command);
    case 'ChangeKit':
      return changeKit(shop, command);
    case 'OpenCountSheet':
      return openCountSheet(shop, command);
    case 'CountLines':
      return countLines(shop, command);
    case 'CloseCountSheet':
      return closeCountSheet(shop, command);
    case 'CloseWarehouse':
      return closeWarehouse(shop, command);
    case 'OpenWarehouse':
      if (shop.warehouses.has(command.code)) return { kind: 'conflict', code: 'ALREADY_EXISTS' };
      shop.warehouses.set(command.code, 'open');
      return DONE;
    case 'DefineWebsite':
      shop.websites.set(command.code, undefined);
      return DONE;
    case 'DefineCategory':
      shop.categories.set(command.code, command.parent);
      return DONE;
    case 'AssignWarehouses':
      return assignWarehouses(shop, command);
    default:
      throw new Error(`the model does not know ${command.type}`);
  }
}
