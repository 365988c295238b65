import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.ts';
import { DATA_START, decodeContent, encode, encodeContent, joinContent, metadataStart } from './codec.ts';
import type { JsonObject } from './json.ts';
import type { EventToAppend } from './port.ts';

const metadata = { actor: 'a', commandId: 'c' };

describe('the content of an event', () => {
  it('is canonical, and leaves out the version 1', () => {
    const event = { type: 'T', data: { b: 1, a: 2 }, metadata };

    expect(encodeContent(event)).toBe(
      '{"data":{"a":2,"b":1},"metadata":{"actor":"a","commandId":"c"},"type":"T"}',
    );
    expect(encodeContent({ ...event, schemaVersion: 2 })).toBe(
      '{"data":{"a":2,"b":1},"metadata":{"actor":"a","commandId":"c"},"type":"T","version":2}',
    );
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses %d as a schema version', (schemaVersion) => {
    expect(() => encodeContent({ type: 'T', data: {}, metadata, schemaVersion })).toThrow(
      expect.objectContaining({ code: 'unserialisable_event', path: 'schemaVersion' }),
    );
  });

  it('says of a value that it refuses where it stands in the event', () => {
    const data = { lines: [{ quantity: Number.NaN }] };

    expect(() => encodeContent({ type: 'T', data, metadata })).toThrow(
      expect.objectContaining({ path: 'data.lines[0].quantity' }),
    );
  });

  it('is made of its parts and tells where they are, whatever they contain', () => {
    // Names and texts that look like the borders between the parts.
    const tricky = fc.constantFrom('metadata', 'type', 'version', ',"metadata":{', '","type":"', '\\', '"');
    const text = fc.oneof(tricky, fc.string({ unit: 'grapheme' }));
    const { data } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 3 }, text, fc.integer(), tie('data')),
      data: fc.dictionary(text, tie('value'), { maxKeys: 4 }),
    }));
    const event = fc.record({
      type: text.filter((type) => type !== ''),
      schemaVersion: fc.integer({ min: 1, max: 12 }),
      data,
      metadata: fc.record(
        { actor: text, commandId: text, causationId: text },
        { requiredKeys: ['actor', 'commandId'] },
      ),
    });

    fc.assert(
      fc.property(event, (one) => {
        const { text, dataEnd, metadataEnd } = encode(one as EventToAppend);
        const { type, schemaVersion, ...parts } = one;
        const version = schemaVersion === 1 ? {} : { version: schemaVersion };
        expect(text).toBe(canonicalJson({ ...parts, type, ...version } as JsonObject));
        expect(decodeContent(text)).toEqual({ version: 1, ...JSON.parse(text) });
        const data = text.slice(DATA_START, dataEnd);
        const shared = text.slice(metadataStart(dataEnd), metadataEnd);
        expect([data, shared]).toEqual([canonicalJson(one.data as JsonObject), canonicalJson(one.metadata)]);
        expect(joinContent(data, shared, canonicalJson(type), schemaVersion)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});
