import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ndjsonLines } from './ndjson-lines.ts';

async function linesOf(chunks: readonly Buffer[], bytesMax = 100): Promise<string[]> {
  const lines: string[] = [];
  for await (const found of ndjsonLines(from(chunks), bytesMax)) lines.push(...found.map(String));
  return lines;
}

async function* from(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks;
}

test('lines are the same wherever the bytes are cut', async () => {
  const line = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !/[\n\r]/.test(text));
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 8 }),
      fc.array(fc.nat(200), { maxLength: 10 }),
      fc.boolean(),
      async (given, cuts, ended) => {
        const bytes = Buffer.from(given.join('\n') + (ended ? '\n' : ''));
        const places = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));

        const found = await linesOf(chunks, 1000);

        expect(found).toEqual(given.filter((text) => /[^ \t]/.test(text)));
      },
    ),
  );
});

test('a line may end with a carriage return, and blank ones are no lines', async () => {
  expect(await linesOf([Buffer.from('a\r\n\r\n  \n\nb\r\n')])).toEqual(['a', 'b']);
});

test('of a line that is too long only that is told, and the next one is whole', async () => {
  const chunks = [Buffer.from('x'.repeat(60)), Buffer.from('x'.repeat(60)), Buffer.from('\nshort\n')];

  expect(await linesOf(chunks)).toEqual(['too-long', 'short']);
  expect(await linesOf([Buffer.from('y'.repeat(101))])).toEqual(['too-long']);
  expect(await linesOf([Buffer.from('y'.repeat(100))])).toEqual(['y'.repeat(100)]);
});
