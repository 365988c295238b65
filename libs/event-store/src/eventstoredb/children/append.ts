/**
 * Appends to a server's log for as long as it lives, many at once, and writes `<stream> <revision>` for each append
 * that is acknowledged and `failed` for each that is given up. Arguments: address, bytes of each event's text.
 */
import { StoreUnavailableError } from '../../errors.ts';
import { openEventStoreDbEventStore } from '../open.ts';

const WRITERS = 32;
const [, , address = '', bytes = '200'] = process.argv;
const store = await openEventStoreDbEventStore({
  address,
  timeoutMs: 20_000,
  resendForMs: 120_000,
  retryForMs: 120_000,
});
const run = `w${process.pid}x${Date.now().toString(36)}`;
process.stdout.write(`run ${run}\n`);

async function write(writer: number): Promise<void> {
  const stream = `${run}-${writer}`;
  let revision = -1;
  for (let n = 0; ; n++) {
    const event = {
      type: 'Written',
      data: { n, text: 'x'.repeat(Number(bytes)) },
      metadata: { actor: 'child', commandId: `${stream}:${n}` },
    };
    try {
      await store.append(stream, [event], revision === -1 ? 'no-stream' : revision);
      revision += 1;
      process.stdout.write(`${stream} ${revision}\n`);
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      process.stdout.write('failed\n');
      n -= 1;
    }
  }
}

await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
