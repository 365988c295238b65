import type { RetailCommand } from './command.ts';
import { invoiceCommands } from './invoice-commands.ts';
import { readInvoices } from './invoices.ts';
import { OpenOrders } from './open-orders.ts';
import { setupCommands } from './setup-commands.ts';
import type { Survey } from './survey.ts';

/** How far the file has been told, kept up to date while the commands are drawn. */
export interface Progress {
  /** Lines of the file whose commands have all been handed out. */
  linesDone: number;
  /** How many lines were not sent, by reason. */
  readonly skipped: Map<string, number>;
}

export function newProgress(): Progress {
  return { linesDone: 0, skipped: new Map() };
}

/**
 * Tells an Online Retail file as commands: first the shop's set-up, then the invoices in their order,
 * which is that of time. The same file always gives the same commands; what they depend on is the file alone,
 * never what the ledger answered. Memory grows with what customers may still cancel, not with the commands.
 *
 * A cancellation names the order that the shop meant, also where the ledger has refused that order for want of
 * stock. The ledger then refuses the cancellation too, and nothing is to be done: the goods never left.
 */
export async function* onlineRetailCommands(
  csvPath: string,
  survey: Survey,
  progress: Progress = newProgress(),
): AsyncGenerator<RetailCommand> {
  yield* setupCommands(survey);

  const openOrders = new OpenOrders();
  const skip = (why: string) => void progress.skipped.set(why, (progress.skipped.get(why) ?? 0) + 1);
  for await (const invoice of readInvoices(csvPath)) {
    yield* invoiceCommands(invoice, openOrders, skip);
    progress.linesDone += invoice.lines.length;
  }
}
