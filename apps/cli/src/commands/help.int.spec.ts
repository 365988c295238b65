import { describe, expect, test } from '@jest/globals';
import { stockbook } from '../testing/run-stockbook.ts';

const COMMANDS = ['serve', 'import', 'send', 'levels', 'history', 'rebuild'];

describe('the command line', () => {
  test('tells what there is', async () => {
    const { exitCode, stdout, stderr } = await stockbook(['--help']);
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
  });

  test.each(COMMANDS)('tells about %s, with --json and the folder it works in', async (command) => {
    const { exitCode, stdout } = await stockbook([command, '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('--json');
    expect(stdout).toContain('--data');
  });

  test('tells its version', async () => {
    const { exitCode, stdout } = await stockbook(['--version']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test.each<[what: string, args: string[], hint: RegExp]>([
    ['nothing', [], /Usage: stockbook/],
    ['an unknown command', ['level'], /Did you mean levels\?/],
    ['an unknown flag', ['levels', '--skus', 'A'], /unknown option '--skus'\n\(Did you mean --sku\?\)/],
    ['a flag without its value', ['levels', '--sku'], /--sku <sku>/],
    ['a limit that is none', ['levels', '--limit', '0'], /a whole number from 1 on/],
    ['too many arguments', ['history', 'A', 'B'], /too many arguments/],
    ['too few arguments', ['history'], /missing required argument 'sku'/],
    ['a command that the ledger does not know', ['send', 'SubmitOder', '{}'], /did you mean SubmitOrder\?/],
    ['fields that are no JSON', ['send', 'SubmitOrder', '{'], /not JSON/],
    ['no fields', ['send', 'SubmitOrder'], /fields of the command are missing/],
    ['a file that is not there', ['import', 'none.csv'], /there is no such file/],
    ['a port that is none', ['serve', '--port', 'http'], /--port is http/],
  ])('takes %s for wrong use, with a hint', async (_, args, hint) => {
    const { exitCode, stdout, stderr } = await stockbook(args);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(hint);
    expect(stdout).toBe('');
  });

  test('takes a setting that it does not know for wrong use', async () => {
    const { exitCode, stderr } = await stockbook(['levels'], { env: { STOCKBOOK_DATE: '.' } });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/STOCKBOOK_DATE is no setting/);
  });
});
