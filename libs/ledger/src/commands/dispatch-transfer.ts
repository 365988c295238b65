import type { DispatchTransfer } from '#domain';
import { LedgerCommand } from './ledger-command.ts';
import { TransferBody } from './transfer-body.ts';

/** Sends stock from one warehouse on its way to another. */
export class DispatchTransferBody extends TransferBody {}

export class DispatchTransferCommand extends LedgerCommand<DispatchTransfer> {}
