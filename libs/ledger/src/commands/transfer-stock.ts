import type { TransferStock } from '#domain';
import { LedgerCommand } from './ledger-command.ts';
import { TransferBody } from './transfer-body.ts';

/** Moves stock from one warehouse to another at once. */
export class TransferStockBody extends TransferBody {}

export class TransferStockCommand extends LedgerCommand<TransferStock> {}
