import { describe, expect, it } from '@jest/globals';
import { BatchBuilder, NO_ORIGIN, NUMBERS, SAME_COMMAND } from './batch.ts';

describe('a batch', () => {
  it('packs events into one text and one list of numbers', () => {
    const batch = new BatchBuilder(5, 2);
    const [stream, type] = [batch.addStream('a-1'), batch.addType({ name: 'T', version: 1 })];
    const content = { text: 'content 1', dataEnd: 3, metadataEnd: 5 };
    batch.addEvent(stream, 0, type, 1_000, 77, content);
    const other = { text: 'content ü', dataEnd: 4, metadataEnd: 6 };
    batch.addEvent(batch.addStream('b'), 3, 1, 1_001, SAME_COMMAND, other, 8, '{}');

    expect(batch.count).toBe(2);
    expect(batch.message(4, 10)).toEqual({
      kind: 'batch',
      epoch: 4,
      firstPosition: 10,
      newStreams: ['a-1', 'b'],
      firstStreamId: 5,
      newTypes: [{ name: 'T', version: 1 }],
      firstTypeId: 2,
      texts: 'content 1content ü{}',
      numbers: Float64Array.of(
        ...[5, 0, 2, 1_000, 77, 9, 3, 5, NO_ORIGIN, 0],
        ...[6, 3, 1, 1_001, Number.NaN, 9, 4, 6, 8, 2],
      ),
    });
    expect(batch.message(4, 10).numbers).toHaveLength(2 * NUMBERS);
  });
});
