import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Stop } from '../exit-code.ts';
import type { BulkItem, BulkResult } from './api.ts';
import { linesOf } from './lines.ts';
import { problemOf, Refused } from './problem.ts';
import type { Transport } from './transport.ts';

/** Commands go out in pieces of about this many characters: a write for each alone would cost more than it holds. */
const PIECE_LENGTH = 32 * 1024;

const NDJSON = 'application/x-ndjson';

/**
 * Sends commands in one request of any length, as NDJSON, and hands out the results as they come.
 *
 * Where the commands' source fails, what was drawn is finished first, then its failure is thrown.
 *
 * @throws Refused where the ledger takes none of them, Stop where the answer ends before the last result
 */
export async function* sendInBulk(
  transport: Transport,
  items: AsyncIterable<BulkItem>,
): AsyncGenerator<BulkResult> {
  const source = { drawn: 0, failure: undefined as unknown };
  const body = Readable.from(piecesOf(items, source), { objectMode: false });
  let answered = 0;
  try {
    const answer = await transport.exchange({
      method: 'POST',
      path: '/v1/commands',
      headers: { 'content-type': NDJSON, accept: NDJSON },
      body,
    });
    if (answer.status !== 200) throw new Refused(problemOf(answer.status, parsed(await text(answer.body))));
    for await (const line of linesWhileTheyCome(answer.body, transport.place)) {
      answered += 1;
      yield JSON.parse(line);
    }
  } finally {
    body.destroy();
  }
  if (source.failure !== undefined) throw source.failure;
  if (answered !== source.drawn) throw brokenOff(transport.place);
}

async function* piecesOf(
  items: AsyncIterable<BulkItem>,
  source: { drawn: number; failure: unknown },
): AsyncGenerator<string> {
  let piece = '';
  try {
    for await (const { id, type, data, decidedAt } of items) {
      source.drawn += 1;
      piece += `${JSON.stringify({ id, type, data, decidedAt })}\n`;
      if (piece.length < PIECE_LENGTH) continue;
      yield piece;
      piece = '';
    }
  } catch (error) {
    source.failure = error;
  }
  if (piece !== '') yield piece;
}

async function* linesWhileTheyCome(stream: Readable, place: string): AsyncGenerator<string> {
  try {
    yield* linesOf(stream);
  } catch (error) {
    throw brokenOff(place, error);
  }
}

function brokenOff(place: string, cause?: unknown): Stop {
  return new Stop(
    `${place} broke off before the last result. What it answered is safe; sent again, nothing doubles.`,
    undefined,
    { cause },
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
