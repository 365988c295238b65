import { describe, expect, it } from '@jest/globals';
import { AppendTooLargeError, UnserialisableEventError, WrongExpectedRevisionError } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import { APPEND_BYTES_MAX, type EventStore, type StreamName } from '../port.ts';
import {
  appendDurably,
  freshCategory,
  givenParts,
  numberOf,
  readLog,
  readStream,
  rejection,
  sample,
  samples,
} from './sample.ts';
import type { Suite } from './subject.ts';

export function appending({ store }: Suite): void {
  describe('append', () => {
    it('begins a stream at revision 0 and goes on at the exact revision', async () => {
      const stream = `${freshCategory()}-1`;

      const first = await appendDurably(store(), stream, samples(2), 'no-stream');
      const second = await appendDurably(store(), stream, [sample(2)], 1);

      expect(first).toMatchObject({ firstRevision: 0, lastRevision: 1 });
      expect(second).toMatchObject({ firstRevision: 2, lastRevision: 2 });
      expect(second.position).toBeGreaterThan(first.position);
      const events = await readStream(store(), stream);
      expect(events.map((event) => [event.stream, event.revision, numberOf(event)])).toEqual([
        [stream, 0, 0],
        [stream, 1, 1],
        [stream, 2, 2],
      ]);
      expect(events.at(-1)?.position).toBe(second.position);
    });

    it.each([
      ['no stream where there is one', 'no-stream', 2],
      ['an earlier revision', 1, 2],
      ['a later revision', 3, 2],
    ] as const)('refuses %s, and says where the stream stands', async (_, expected, actual) => {
      const stream = `${freshCategory()}-1`;
      await appendDurably(store(), stream, samples(3), 'no-stream');

      const error = await rejection(store().append(stream, [sample(9)], expected));

      expect(error).toBeInstanceOf(WrongExpectedRevisionError);
      expect(error).toMatchObject({ code: 'wrong_expected_revision', stream, expected, actual });
      expect(await store().lastRevision(stream)).toBe(2);
    });

    it('refuses a revision of a stream that is not there', async () => {
      const stream = `${freshCategory()}-1`;

      const error = await rejection(store().append(stream, [sample(0)], 0));

      expect(error).toMatchObject({ code: 'wrong_expected_revision', stream, expected: 0, actual: -1 });
      expect(await readStream(store(), stream)).toEqual([]);
    });

    it('takes exactly one of many appends at the same revision', async () => {
      const stream = `${freshCategory()}-1`;

      const outcomes = await Promise.allSettled(
        samples(20).map((event) => appendDurably(store(), stream, [event], 'no-stream')),
      );

      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await readStream(store(), stream)).toHaveLength(1);
    });

    it('loses and doubles nothing of many writers that retry on one stream', async () => {
      const stream = `${freshCategory()}-1`;
      const writers = 8;
      const each = 25;

      await Promise.all(
        Array.from({ length: writers }, async (_, writer) => {
          for (let i = 0; i < each; i++) await appendUntilIn(store(), stream, writer * each + i);
        }),
      );

      const events = await readStream(store(), stream);
      expect(events.map(({ revision }) => revision)).toEqual([...Array(writers * each).keys()]);
      expect(events.map(numberOf).sort((a, b) => a - b)).toEqual([...Array(writers * each).keys()]);
    });

    it('writes several events whole: side by side, or none', async () => {
      const category = freshCategory();
      const start = await store().lastPosition();

      await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          appendDurably(store(), `${category}-${i}`, samples(5, i * 5), 'no-stream'),
        ),
      );
      await rejection(
        store().append(`${category}-0`, [sample(1), sample(2, { data: { bad: 1n } as never })], 4),
      );

      const log = await readLog(store(), { after: start, filter: { categories: [category] } });
      expect(log).toHaveLength(50);
      for (let i = 0; i < log.length; i += 5) {
        const numbers = log.slice(i, i + 5).map(numberOf);
        expect(numbers.map((n) => n - (numbers[0] as number))).toEqual([0, 1, 2, 3, 4]);
      }
    });

    it('gives back what it was given', async () => {
      const stream = `${freshCategory()}-Grüße "1"/ü 😀`;
      const data: JsonObject = {
        z: null,
        a: [true, false, [], {}, [{ y: -1.5e-7, x: 1e21 }]],
        '10': 'ten',
        '9': 'nine',
        'quote " slash \\ metadata': ',"metadata":{"x":1},"type":"T"',
        metadata: { metadata: { type: 'inner' } },
        text: '\u0000\u001f\u2028ü😀\\ud800',
      };
      const event = sample(1, {
        type: 'Odd "type", ü',
        schemaVersion: 3,
        data,
        metadata: {
          actor: 'a',
          commandId: 'id "1"',
          correlationId: ',"type":"x"',
          optionsVersion: 7,
        },
      });

      await appendDurably(store(), stream, [event], 'no-stream');

      const [read] = await readStream(store(), stream);
      expect(read?.stream).toBe(stream);
      expect(read && givenParts(read)).toEqual(event);
    });

    it.each([
      ['a bigint', { a: [{ b: 1n }] }, 'data.a[0].b'],
      ['undefined in a list', { a: [1, undefined] }, 'data.a[1]'],
      ['a number that is none', { a: Number.NaN }, 'data.a'],
      ['infinity', { a: Number.NEGATIVE_INFINITY }, 'data.a'],
      ['a lone surrogate', { a: { b: 'x\ud800' } }, 'data.a.b'],
      ['a function', { a: () => 1 }, 'data.a'],
      ['a symbol', { a: Symbol('s') }, 'data.a'],
      ['a date', { a: new Date(0) }, 'data.a'],
      ['a map', { a: new Map() }, 'data.a'],
    ])('refuses %s before anything is written', async (_, data, path) => {
      const stream = `${freshCategory()}-1`;

      const error = await rejection(
        store().append(stream, [sample(1), sample(2, { data: data as never })], 'no-stream'),
      );

      expect(error).toBeInstanceOf(UnserialisableEventError);
      expect(error).toMatchObject({ code: 'unserialisable_event', path });
      expect(await store().lastRevision(stream)).toBe(-1);
      await appendDurably(store(), stream, [sample(1)], 'no-stream');
    });

    it('refuses a value that holds itself', async () => {
      const circle: Record<string, unknown> = {};
      circle.self = circle;

      const error = await rejection(
        store().append(`${freshCategory()}-1`, [sample(1, { data: circle as never })], 'no-stream'),
      );

      expect(error).toBeInstanceOf(UnserialisableEventError);
    });

    it('takes an append of the largest size and refuses a larger one', async () => {
      const stream = `${freshCategory()}-1`;
      const parts = 9;
      const empty = await contentBytes(store(), sample(0, { data: { text: '' } }));
      const room = Math.floor(APPEND_BYTES_MAX / parts) - empty;
      const largest = Array.from({ length: parts }, () => sample(0, { data: { text: 'x'.repeat(room) } }));
      const larger = [...largest.slice(1), sample(0, { data: { text: 'x'.repeat(room + parts) } })];

      const error = await rejection(store().append(stream, larger, 'no-stream'));

      expect(error).toBeInstanceOf(AppendTooLargeError);
      expect(error).toMatchObject({ code: 'append_too_large', stream, bytesMax: APPEND_BYTES_MAX });
      expect((error as AppendTooLargeError).bytes).toBeGreaterThan(APPEND_BYTES_MAX);
      await appendDurably(store(), stream, largest, 'no-stream');
      expect(await store().lastRevision(stream)).toBe(parts - 1);
    });

    it('counts bytes, not characters', async () => {
      const text = 'ü'.repeat(APPEND_BYTES_MAX / 2);

      const error = await rejection(
        store().append(`${freshCategory()}-1`, [sample(0, { data: { text } })], 'no-stream'),
      );

      expect(error).toBeInstanceOf(AppendTooLargeError);
    });

    it('refuses an append of nothing', async () => {
      expect(await rejection(store().append(`${freshCategory()}-1`, [], 'no-stream'))).toBeInstanceOf(
        RangeError,
      );
    });
  });
}

async function appendUntilIn(store: EventStore, stream: StreamName, n: number): Promise<void> {
  for (let expected = await store.lastRevision(stream); ; ) {
    try {
      await appendDurably(store, stream, [sample(n)], expected === -1 ? 'no-stream' : expected);
      return;
    } catch (error) {
      if (!(error instanceof WrongExpectedRevisionError)) throw error;
      expected = error.actual;
    }
  }
}

/** Size of the stored content of an event, told by the refusal of very many of them. */
async function contentBytes(store: EventStore, event: ReturnType<typeof sample>): Promise<number> {
  const count = 20_000;
  const error = await rejection(store.append(`${freshCategory()}-1`, Array(count).fill(event), 'no-stream'));
  return (error as AppendTooLargeError).bytes / count;
}
