import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WrongExpectedRevisionError } from '../errors.ts';
import type { EventStore, EventToAppend, Position, RecordedEvent, StreamName } from '../port.ts';
import { freshCategory, numberOf, readLog, readStream, sample } from './sample.ts';
import type { Suite } from './subject.ts';

/** The store as it should be: a list. */
class Model {
  readonly log: { readonly stream: StreamName; readonly revision: number; readonly n: number }[] = [];

  of(stream: StreamName) {
    return this.log.filter((event) => event.stream === stream);
  }

  append(stream: StreamName, numbers: readonly number[]): void {
    let revision = this.of(stream).length;
    for (const n of numbers) this.log.push({ stream, revision: revision++, n });
  }
}

interface Step {
  readonly kind: 'append' | 'readStream' | 'readLog';
  readonly stream: number;
  /** Events to append; also the limit of a reading. */
  readonly count: number;
  /** How far the expected revision is off. */
  readonly off: number;
  readonly from: number;
  readonly backward: boolean;
  readonly awaitDurable: boolean;
}

const STREAMS = 4;
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('append', 'append', 'readStream', 'readLog'),
  stream: fc.nat(STREAMS - 1),
  count: fc.integer({ min: 1, max: 6 }),
  off: fc.constantFrom(0, 0, 0, 0, -1, 1, 5),
  from: fc.nat(12),
  backward: fc.boolean(),
  awaitDurable: fc.boolean(),
});

export function model({ store, subject }: Suite): void {
  describe('against a list', () => {
    it('appends and reads like one', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => play(store(), steps)),
        { numRuns: subject.histories ?? 40 },
      );
    });
  });
}

async function play(store: EventStore, steps: readonly Step[]): Promise<void> {
  const expected = new Model();
  const [left, right] = [freshCategory(), freshCategory()];
  const filter = { categories: [left, right] };
  const nameOf = (i: number) => `${i % 2 === 0 ? left : right}-${i}`;
  const start = await store.lastPosition();
  let durable: Promise<unknown> = Promise.resolve();
  let n = 0;

  for (const { kind, stream: i, count, off, from, backward, awaitDurable } of steps) {
    const stream = nameOf(i);
    const direction = backward ? 'backward' : 'forward';
    if (kind === 'append') {
      const last = expected.of(stream).length - 1;
      const events: EventToAppend[] = Array.from({ length: count }, () => sample(n++));
      const asked = Math.max(last + off, -1);
      const appended = store.append(stream, events, asked === -1 ? 'no-stream' : asked);
      if (asked !== last) {
        await expect(appended).rejects.toBeInstanceOf(WrongExpectedRevisionError);
        continue;
      }
      const staged = await appended;
      expected.append(
        stream,
        events.map(({ data }) => (data as { n: number }).n),
      );
      expect(staged.lastRevision).toBe(expected.of(stream).length - 1);
      durable = staged.durable;
      if (awaitDurable) await durable;
    } else if (kind === 'readStream') {
      await durable;
      const read = await readStream(store, stream, { from, direction, limit: count });
      const all = expected.of(stream);
      const chosen = backward
        ? all.filter(({ revision }) => revision <= from).reverse()
        : all.filter(({ revision }) => revision >= from);
      expect(read.map(shape)).toEqual(chosen.slice(0, count));
    } else {
      await durable;
      const categories = i % 2 === 0 ? [left] : [left, right];
      const read = await readLog(store, { after: start, filter: { categories }, limit: count });
      const all = expected.log.filter((event) =>
        categories.some((one) => event.stream.startsWith(`${one}-`)),
      );
      expect(read.map(shape)).toEqual(all.slice(0, count));
    }
  }

  await durable;
  const log = await readLog(store, { after: start, filter });
  expect(log.map(shape)).toEqual(expected.log);
  const backward = await readLog(store, { direction: 'backward', filter });
  expect(backward.map(shape)).toEqual([...expected.log].reverse());
  const middle = log[Math.floor(log.length / 2)];
  if (middle !== undefined) await halves(store, log, middle.position, filter);
}

/** Reading both ways from any position gives all but the event there. */
async function halves(
  store: EventStore,
  log: readonly RecordedEvent[],
  position: Position,
  filter: { categories: string[] },
): Promise<void> {
  const before = await readLog(store, { after: position, direction: 'backward', filter });
  const after = await readLog(store, { after: position, filter });
  const at = log.findIndex((event) => event.position === position);
  expect([...before.reverse(), log[at], ...after].map((event) => event?.id)).toEqual(log.map(({ id }) => id));
}

function shape(event: RecordedEvent) {
  return { stream: event.stream, revision: event.revision, n: numberOf(event) };
}
