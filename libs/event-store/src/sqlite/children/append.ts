/**
 * Appends to a log for as long as it lives and writes `<stream> <revision>` for each event that is acknowledged as
 * durable. Arguments: file.
 */
import type { StagedAppend } from '../../port.ts';
import { openSqliteEventStore } from '../open.ts';

const WRITERS = 16;
const file = process.argv[2] ?? '';
const store = await openSqliteEventStore({ file, mode: 'writer' });

async function write(writer: number): Promise<void> {
  const stream = `written-${writer}`;
  for (let revision = await store.lastRevision(stream); ; ) {
    // One to three events, a few appends staged on top of each other, then a wait.
    const staged: StagedAppend[] = [];
    for (let i = 0; i < 3; i++) {
      const events = Array.from({ length: 1 + ((revision + i) & 1) }, (_, n) => ({
        type: 'Written',
        data: { n: revision + n, text: 'x'.repeat(200) },
        metadata: { actor: 'child', commandId: `${stream}:${revision}:${i}` },
      }));
      const append = await store.append(stream, events, revision === -1 ? 'no-stream' : revision);
      revision = append.lastRevision;
      staged.push(append);
    }
    for (const { durable, lastRevision } of staged) {
      await durable;
      process.stdout.write(`${stream} ${lastRevision}\n`);
    }
  }
}

await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
