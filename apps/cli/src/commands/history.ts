import type { Command } from 'commander';
import type { Api } from '../api/api.ts';
import type { LogEvent } from '../api/log.ts';
import { lastPosition, pagesOf } from '../api/queries.ts';
import { EXIT, Stop } from '../exit-code.ts';
import { entryLines } from '../history/entry.ts';
import { counted, formatInstant } from '../terminal/format.ts';
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
  const isWhole = all === true || from !== undefined;
  const pages = isWhole ? onward(api, sku, from ?? 0, all ? undefined : limit) : latest(api, sku, limit);
  let first: LogEvent | undefined;
  let last: LogEvent | undefined;
  let isBackdated = false;
  for await (const event of pages) {
    first ??= event;
    last = event;
    isBackdated ||= event.effectiveAt !== event.recordedAt;
    const lines = json ? [JSON.stringify(event)] : entryLines(event, screen.width);
    for (const line of lines) await screen.print(line);
  }
  if (first === undefined || last === undefined) throw noEvent(sku, from);
  if (json) return;

  if (isBackdated) {
    const recorded = `${formatInstant(first.recordedAt)} to ${formatInstant(last.recordedAt)}`;
    screen.note(`Each event has the time (UTC) at which it was true. They were recorded from ${recorded}.`);
  }
  if (!isWhole && first.revision > 0) {
    screen.note(
      `${counted(first.revision, 'earlier event')}: --from 0 begins there, --all tells everything.`,
    );
  }
  if (from !== undefined && !all && last.revision - first.revision + 1 >= limit) {
    screen.note(`There may be more: --from ${last.revision + 1} goes on.`);
  }
}

function noEvent(sku: string, from: number | undefined): Stop {
  const where = from === undefined ? '' : ` from revision ${from} on`;
  return new Stop(`There is no event of a product ${JSON.stringify(sku)}${where}.`, EXIT.no);
}

async function* onward(api: Api, sku: string, from: number, limit?: number): AsyncGenerator<LogEvent> {
  const stream = encodeURIComponent(`product-${sku}`);
  const minPosition = await lastPosition(api);
  const parameters = { fromRevision: from, minPosition };
  for await (const events of pagesOf<LogEvent>(api, `/v1/streams/${stream}`, parameters, limit))
    yield* events;
}

/** The latest events, the earliest of them first. */
async function* latest(api: Api, sku: string, limit: number): AsyncGenerator<LogEvent> {
  const parameters = {
    stream: `product-${sku}`,
    direction: 'backward',
    minPosition: await lastPosition(api),
  };
  const found: LogEvent[] = [];
  for await (const events of pagesOf<LogEvent>(api, '/v1/events', parameters, limit)) found.push(...events);
  yield* found.reverse();
}
