import type { Command } from 'commander';
import type { Api, CommandAnswer } from '../api/api.ts';
import { problemOf, Refused, sentencesOf } from '../api/problem.ts';
import { bodyOf } from '../api/queries.ts';
import { EXIT, WrongUse } from '../exit-code.ts';
import { answerLines } from '../summary/answer-lines.ts';
import { type Cli, type SettingFlags, withApi } from './cli.ts';
import { COMMAND_EXAMPLES } from './command-examples.ts';
import { addJsonOption, addLedgerOptions } from './options.ts';
import { closest } from './suggestion.ts';

interface SendFlags extends SettingFlags {
  readonly key?: string;
  readonly json?: true;
}

export function addSendCommand(program: Command, cli: Cli): void {
  const command = program
    .command('send')
    .summary('send one command')
    .description('Sends one command to the ledger and tells what came of it.')
    .argument('<Command>', 'its name, e.g. AdjustLevel')
    .argument('[json]', 'its fields as a JSON object; absent: read from standard input')
    .option('--key <key>', 'idempotency key: sent again with the same key, it has no second effect')
    .addHelpText('after', examplesText());
  addJsonOption(command, "the ledger's answer as it is");
  addLedgerOptions(command).action(async (name: string, json: string | undefined, flags: SendFlags) => {
    assertKnown(name);
    const fields = parseFields(json ?? (await cli.readInput()));
    await withApi(cli, flags, (api) => send(api, name, fields, flags, cli));
  });
}

async function send(
  api: Api,
  name: string,
  fields: unknown,
  { key, json }: SendFlags,
  { screen, exitWith }: Cli,
): Promise<void> {
  const answer = await api.request('POST', `/v1/commands/${name}`, {
    body: fields,
    headers: key === undefined ? {} : { 'idempotency-key': key },
  });
  const body = bodyOf(answer);
  if (answer.status === 200) {
    for (const line of json ? [JSON.stringify(body)] : answerLines(body as CommandAnswer))
      await screen.print(line);
    return;
  }
  const problem = problemOf(answer.status, body);
  if (!json) throw new Refused(problem);
  await screen.print(JSON.stringify(body ?? problem));
  for (const sentence of sentencesOf(problem)) screen.note(sentence);
  exitWith(EXIT.no);
}

function assertKnown(name: string): void {
  const names = [...new Set(COMMAND_EXAMPLES.map((example) => example.name))];
  if (names.includes(name)) return;
  const similar = closest(name, names);
  const hint = similar === undefined ? '"stockbook send --help" lists them all' : `did you mean ${similar}?`;
  throw new WrongUse(`There is no command ${JSON.stringify(name)}: ${hint}`);
}

function parseFields(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new WrongUse(
      text.trim() === ''
        ? 'The fields of the command are missing: give them as a JSON object, as the last argument or on standard input.'
        : `The fields of the command are not JSON: ${(cause as Error).message}`,
      { cause },
    );
  }
}

function examplesText(): string {
  const lines = COMMAND_EXAMPLES.map(({ name, fields }) => `  ${name} '${JSON.stringify(fields)}'`);
  return ['', 'The commands, each with an example:', ...lines].join('\n');
}
