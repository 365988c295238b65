import type { Command } from 'commander';
import type { Api } from '../api/api.ts';
import { lastPosition, pagesOf } from '../api/queries.ts';
import { formatCount, plain } from '../terminal/format.ts';
import type { Screen } from '../terminal/screen.ts';
import { type Column, fittingWidths, lineOf } from '../terminal/table.ts';
import { type Cli, type SettingFlags, withApi } from './cli.ts';
import { addJsonOption, addLedgerOptions, countArgument } from './options.ts';

/** A row of the levels list. */
export interface Level {
  readonly sku: string;
  readonly name: string;
  readonly category: string | null;
  readonly status: string;
  readonly low: boolean;
  readonly warehouse: string;
  readonly unit: string;
  readonly onHand: string;
  readonly allocated: string;
  readonly held: string;
  readonly available: string;
}

interface LevelFlags extends SettingFlags {
  readonly sku?: string;
  readonly warehouse?: string;
  readonly category?: string;
  readonly status?: string;
  readonly low?: true;
  readonly asOf?: string;
  readonly basis?: string;
  readonly limit?: number;
  readonly json?: true;
}

const COLUMNS: readonly Column[] = [
  { title: 'sku' },
  { title: 'name', shrinkTo: 12 },
  { title: 'status' },
  { title: 'warehouse' },
  { title: 'unit' },
  { title: 'on hand', align: 'right' },
  { title: 'allocated', align: 'right' },
  { title: 'held', align: 'right' },
  { title: 'available', align: 'right' },
];

export function addLevelsCommand(program: Command, cli: Cli): void {
  const command = program
    .command('levels')
    .summary('what is in stock')
    .description('Lists the stock of each product, warehouse and unit.')
    .option('--sku <sku>', 'only this product')
    .option('--warehouse <code>', 'only this warehouse')
    .option('--category <code>', 'only products of this category')
    .option('--status <status>', 'only products that are in_stock, out_of_stock or discontinued')
    .option('--low', 'only products whose inventory is low')
    .option('--as-of <instant|position>', 'as it was then')
    .option('--basis <basis>', 'with --as-of an instant: by recorded or by effective time')
    .option('--limit <n>', 'at most so many lines', countArgument);
  addJsonOption(command, 'a JSON object a line');
  addLedgerOptions(command).action(async (flags: LevelFlags) => {
    const shown = await withApi(cli, flags, (api) => showLevels(api, flags, cli.screen));
    if (shown === 0)
      cli.screen.note('There is no such level: a product has one as soon as stock of it was recorded.');
  });
}

async function showLevels(api: Api, flags: LevelFlags, screen: Screen): Promise<number> {
  const { sku, warehouse, category, status, low, asOf, basis, limit, json } = flags;
  const minPosition = await lastPosition(api);
  const parameters = { sku, warehouse, category, status, low, asOf, basis, minPosition };
  let shown = 0;
  let widths: number[] = [];
  for await (const levels of pagesOf<Level>(api, '/v1/levels', parameters, limit)) {
    if (json) {
      for (const level of levels) await screen.print(JSON.stringify(level));
    } else if (levels.length > 0) {
      const rows = levels.map(cellsOf);
      const fitting = fittingWidths(COLUMNS, rows, screen.width);
      if (shown === 0)
        await screen.print(
          lineOf(
            COLUMNS,
            fitting,
            COLUMNS.map(({ title }) => title),
          ),
        );
      // Pages come one by one, so the table's columns may widen on the way, never narrow.
      widths = fitting.map((width, index) => Math.max(width, widths[index] ?? 0));
      for (const row of rows) await screen.print(lineOf(COLUMNS, widths, row));
    }
    shown += levels.length;
  }
  return shown;
}

function cellsOf(level: Level): string[] {
  const { sku, name, status, low, warehouse, unit } = level;
  const words = status.replaceAll('_', ' ') + (low ? ', low' : '');
  const figures = [level.onHand, level.allocated, level.held, level.available].map(formatCount);
  return [plain(sku), plain(name), words, plain(warehouse), plain(unit), ...figures];
}
