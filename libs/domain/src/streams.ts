/** Names of streams: `<category>-<key>`, or `<category>` alone. */
import type { Command, ScopeRef } from './shared/commands.ts';

export const productStream = (sku: string): string => `product-${sku}`;
export const orderStream = (orderId: string): string => `order-${orderId}`;
export const transferStream = (transferId: string): string => `transfer-${transferId}`;
export const holdStream = (holdId: string): string => `hold-${holdId}`;
export const warehouseStream = (code: string): string => `warehouse-${code}`;
export const websiteStream = (code: string): string => `website-${code}`;
export const organizationStream = (code: string): string => `organization-${code}`;
export const categoryStream = (code: string): string => `category-${code}`;

/** The stream of the tree of categories. */
export const CATEGORIES_STREAM = 'categories';

export const SYSTEM_STREAM = 'system';

/** The part of a stream's name before the first `-`: what kind of stream it is. */
export function categoryOfStream(stream: string): string {
  const dash = stream.indexOf('-');
  return dash === -1 ? stream : stream.slice(0, dash);
}

/** The part of a stream's name after the first `-`: the sku, code or id; empty where there is only one such stream. */
export function keyOfStream(stream: string): string {
  const dash = stream.indexOf('-');
  return dash === -1 ? '' : stream.slice(dash + 1);
}

/** The stream that holds the scope's own options and assignments. */
export function streamOfScope(scope: ScopeRef): string {
  if (scope.level === 'system') return SYSTEM_STREAM;
  return `${scope.level}-${scope.code ?? ''}`;
}

/** The stream that decides the command: the one named in its answer, where `expectedRevision` counts. */
export function streamOf(command: Command): string {
  switch (command.type) {
    case 'DefineOrganization':
      return organizationStream(command.code);
    case 'DefineWebsite':
      return websiteStream(command.code);
    case 'DefineCategory':
    case 'MoveCategory':
      return CATEGORIES_STREAM;
    case 'OpenWarehouse':
    case 'CloseWarehouse':
      return warehouseStream(command.code);
    case 'AssignWarehouses':
    case 'SetOption':
    case 'ClearOption':
      return streamOfScope(command.scope);
    case 'RegisterProduct':
    case 'RenameProduct':
    case 'MoveProduct':
    case 'ChangeKit':
    case 'SetStatus':
    case 'AdjustLevel':
    case 'CountLevel':
    case 'MoveBackorder':
      return productStream(command.sku);
    case 'SubmitOrder':
    case 'AmendOrder':
    case 'CancelOrder':
    case 'ShipOrder':
    case 'ReturnOrder':
      return orderStream(command.orderId);
    case 'TransferStock':
    case 'DispatchTransfer':
    case 'ReceiveTransfer':
      return transferStream(command.transferId);
    case 'OpenCountSheet':
    case 'CountLines':
    case 'CloseCountSheet':
      return warehouseStream(command.warehouse);
    case 'HoldStock':
    case 'ReleaseHold':
      return holdStream(command.holdId);
  }
}
