import type { Command } from 'commander';
import type { Api } from '../api/api.ts';
import type { LogEvent } from '../api/log.ts';
import { pagesOf } from '../api/queries.ts';
import { EXIT, Stop } from '../exit-code.ts';
import { entryLines } from '../history/entry.ts';
import { counted } from '../terminal/format.ts';
import type { Screen } from '../terminal/screen.ts';
import { type Cli, type SettingFlags, withApi } from './cli.ts';
import { addJsonOption, addLedgerOptions, countArgument, revisionArgument } from './options.ts';

interface HistoryFlags extends SettingFlags {
  readonly limit: number;
  readonly from?: number;
  readonly all?: true;
  readonly json?: true;
}

const LIMIT_DEFAULT = 50;

export function addHistoryCommand(program: Command, cli: Cli): void {
  const command = program
    .command('history')
    .summary('what happened to a product')
    .description(
      'Tells the events of a product in words, the latest last: what changed from which figure to which, when (UTC), why and by whom.',
    )
    .argument('<sku>', 'the product')
    .option('--limit <n>', 'at most so many events', countArgument, LIMIT_DEFAULT)
    .option('--from <revision>', 'from this revision on, instead of the latest', revisionArgument)
    .option('--all', 'every event');
  addJsonOption(command, 'the events as the API gives them, one a line');
  addLedgerOptions(command).action(async (sku: string, flags: HistoryFlags) => {
    await withApi(cli, flags, (api) => showHistory(api, sku, flags, cli.screen));
  });
}

async function showHistory(api: Api, sku: string, flags: HistoryFlags, screen: Screen): Promise<void> {
  const { limit, from, all, json } = flags;
  let first: number | undefined;
  let last = -1;
  const pages =
    all || from !== undefined
      ? onward(api, sku, from ?? 0, all ? undefined : limit)
      : latest(api, sku, limit);
  for await (const events of pages) {
    for (const event of events) {
      first ??= event.revision;
      last = event.revision;
      for (const line of json ? [JSON.stringify(event)] : entryLines(event, screen.width))
        await screen.print(line);
    }
  }
  if (first === undefined)
    throw new Stop(
      `There is no event of a product ${JSON.stringify(sku)}${from === undefined ? '' : ` from revision ${from} on`}.`,
      EXIT.no,
    );
  if (json) return;
  if (from === undefined && first > 0) {
    screen.note(`${counted(first, 'earlier event')}: --from 0 begins there, --all tells everything.`);
  } else if (!all && from !== undefined && last - first + 1 >= limit) {
    screen.note(`Perhaps there are more: --from ${last + 1} goes on.`);
  }
}

function onward(api: Api, sku: string, from: number, limit?: number): AsyncIterable<readonly LogEvent[]> {
  return pagesOf<LogEvent>(
    api,
    `/v1/streams/${encodeURIComponent(`product-${sku}`)}`,
    { fromRevision: from },
    limit,
  );
}

/** The latest events, the earliest of them first. */
async function* latest(api: Api, sku: string, limit: number): AsyncGenerator<readonly LogEvent[]> {
  const events: LogEvent[] = [];
  const parameters = { stream: `product-${sku}`, direction: 'backward' };
  for await (const page of pagesOf<LogEvent>(api, '/v1/events', parameters, limit)) events.push(...page);
  yield events.reverse();
}
