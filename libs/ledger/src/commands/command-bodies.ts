import type { Command } from '#domain';
import type { Envelope } from '../envelope.ts';
import { AdjustLevelBody, AdjustLevelCommand } from './adjust-level.ts';
import { AmendOrderBody, AmendOrderCommand } from './amend-order.ts';
import { AssignWarehousesBody, AssignWarehousesCommand } from './assign-warehouses.ts';
import type { BodyOf, CommandBody } from './body/command-body.ts';
import { CancelOrderBody, CancelOrderCommand } from './cancel-order.ts';
import { ChangeKitBody, ChangeKitCommand } from './change-kit.ts';
import { ClearOptionBody, ClearOptionCommand } from './clear-option.ts';
import { CloseCountSheetBody, CloseCountSheetCommand } from './close-count-sheet.ts';
import { CloseWarehouseBody, CloseWarehouseCommand } from './close-warehouse.ts';
import { CountLevelBody, CountLevelCommand } from './count-level.ts';
import { CountLinesBody, CountLinesCommand } from './count-lines.ts';
import { DefineCategoryBody, DefineCategoryCommand } from './define-category.ts';
import { DefineOrganizationBody, DefineOrganizationCommand } from './define-organization.ts';
import { DefineWebsiteBody, DefineWebsiteCommand } from './define-website.ts';
import { DispatchTransferBody, DispatchTransferCommand } from './dispatch-transfer.ts';
import { HoldStockBody, HoldStockCommand } from './hold-stock.ts';
import type { LedgerCommand } from './ledger-command.ts';
import { MoveBackorderBody, MoveBackorderCommand } from './move-backorder.ts';
import { MoveCategoryBody, MoveCategoryCommand } from './move-category.ts';
import { MoveProductBody, MoveProductCommand } from './move-product.ts';
import { OpenCountSheetBody, OpenCountSheetCommand } from './open-count-sheet.ts';
import { OpenWarehouseBody, OpenWarehouseCommand } from './open-warehouse.ts';
import { ReceiveTransferBody, ReceiveTransferCommand } from './receive-transfer.ts';
import { RegisterProductBody, RegisterProductCommand } from './register-product.ts';
import { ReleaseHoldBody, ReleaseHoldCommand } from './release-hold.ts';
import { RenameProductBody, RenameProductCommand } from './rename-product.ts';
import { ReturnOrderBody, ReturnOrderCommand } from './return-order.ts';
import { SetOptionBody, SetOptionCommand } from './set-option.ts';
import { SetStatusBody, SetStatusCommand } from './set-status.ts';
import { ShipOrderBody, ShipOrderCommand } from './ship-order.ts';
import { SubmitOrderBody, SubmitOrderCommand } from './submit-order.ts';
import { TransferStockBody, TransferStockCommand } from './transfer-stock.ts';

export type CommandName = Command['type'];

export type CommandNamed<Name extends CommandName> = Extract<Command, { type: Name }>;

type BodyClassOf<Name extends CommandName> = new () => CommandBody & BodyOf<CommandNamed<Name>>;

type BusClassOf<Name extends CommandName> = new (
  envelope: Envelope<CommandNamed<Name>>,
) => LedgerCommand<CommandNamed<Name>>;

/** The body of each command: its fields with their validation. */
export const commandBodies: { readonly [Name in CommandName]: BodyClassOf<Name> } = {
  DefineOrganization: DefineOrganizationBody,
  DefineWebsite: DefineWebsiteBody,
  DefineCategory: DefineCategoryBody,
  MoveCategory: MoveCategoryBody,
  OpenWarehouse: OpenWarehouseBody,
  CloseWarehouse: CloseWarehouseBody,
  AssignWarehouses: AssignWarehousesBody,
  RegisterProduct: RegisterProductBody,
  RenameProduct: RenameProductBody,
  MoveProduct: MoveProductBody,
  ChangeKit: ChangeKitBody,
  SetOption: SetOptionBody,
  ClearOption: ClearOptionBody,
  SetStatus: SetStatusBody,
  AdjustLevel: AdjustLevelBody,
  CountLevel: CountLevelBody,
  HoldStock: HoldStockBody,
  ReleaseHold: ReleaseHoldBody,
  SubmitOrder: SubmitOrderBody,
  AmendOrder: AmendOrderBody,
  ShipOrder: ShipOrderBody,
  ReturnOrder: ReturnOrderBody,
  MoveBackorder: MoveBackorderBody,
  CancelOrder: CancelOrderBody,
  TransferStock: TransferStockBody,
  DispatchTransfer: DispatchTransferBody,
  ReceiveTransfer: ReceiveTransferBody,
  OpenCountSheet: OpenCountSheetBody,
  CountLines: CountLinesBody,
  CloseCountSheet: CloseCountSheetBody,
};

/** What goes over the command bus for each command. */
export const busCommands: { readonly [Name in CommandName]: BusClassOf<Name> } = {
  DefineOrganization: DefineOrganizationCommand,
  DefineWebsite: DefineWebsiteCommand,
  DefineCategory: DefineCategoryCommand,
  MoveCategory: MoveCategoryCommand,
  OpenWarehouse: OpenWarehouseCommand,
  CloseWarehouse: CloseWarehouseCommand,
  AssignWarehouses: AssignWarehousesCommand,
  RegisterProduct: RegisterProductCommand,
  RenameProduct: RenameProductCommand,
  MoveProduct: MoveProductCommand,
  ChangeKit: ChangeKitCommand,
  SetOption: SetOptionCommand,
  ClearOption: ClearOptionCommand,
  SetStatus: SetStatusCommand,
  AdjustLevel: AdjustLevelCommand,
  CountLevel: CountLevelCommand,
  HoldStock: HoldStockCommand,
  ReleaseHold: ReleaseHoldCommand,
  SubmitOrder: SubmitOrderCommand,
  AmendOrder: AmendOrderCommand,
  ShipOrder: ShipOrderCommand,
  ReturnOrder: ReturnOrderCommand,
  MoveBackorder: MoveBackorderCommand,
  CancelOrder: CancelOrderCommand,
  TransferStock: TransferStockCommand,
  DispatchTransfer: DispatchTransferCommand,
  ReceiveTransfer: ReceiveTransferCommand,
  OpenCountSheet: OpenCountSheetCommand,
  CountLines: CountLinesCommand,
  CloseCountSheet: CloseCountSheetCommand,
};

export const COMMAND_NAMES = Object.freeze(Object.keys(commandBodies)) as readonly CommandName[];

export const isCommandName = (name: string): name is CommandName => Object.hasOwn(commandBodies, name);

/** The envelope as a command for the bus. */
export function busCommand(envelope: Envelope): LedgerCommand {
  const busClass = busCommands[envelope.command.type] as new (envelope: Envelope) => LedgerCommand;
  return new busClass(envelope);
}
