import { describe, expect, it } from '@jest/globals';
import { BatchBuilder, NUMBERS, SAME_COMMAND } from './batch.ts';

describe('a batch', () => {
  it('packs events into one text and one list of numbers', () => {
    const batch = new BatchBuilder(5, 2);
    const [stream, type] = [batch.addStream('a-1'), batch.addType('T')];
    batch.addEvent(stream, 0, type, 1_000, 77, '{"ü":1}');
    batch.addEvent(batch.addStream('b'), 3, 1, 1_001, SAME_COMMAND, '{}');

    expect(batch.count).toBe(2);
    expect(batch.message(4, 10)).toEqual({
      kind: 'batch',
      epoch: 4,
      firstPosition: 10,
      newStreams: ['a-1', 'b'],
      firstStreamId: 5,
      newTypes: ['T'],
      firstTypeId: 2,
      contents: '{"ü":1}{}',
      numbers: Float64Array.of(5, 0, 2, 1_000, 77, 7, 6, 3, 1, 1_001, Number.NaN, 2),
    });
    expect(batch.message(4, 10).numbers).toHaveLength(2 * NUMBERS);
  });
});
