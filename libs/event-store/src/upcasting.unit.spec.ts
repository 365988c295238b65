import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from './canonical-json.ts';
import { UnknownSchemaVersionError } from './errors.ts';
import { StoredEvent } from './stored-event.ts';
import { UpcasterRegistry } from './upcasting.ts';

const upcasters = new UpcasterRegistry([
  { type: 'Moved', fromVersion: 2, upcast: ({ where, ...rest }) => ({ ...rest, warehouse: where }) },
  { type: 'Moved', fromVersion: 1, upcast: ({ place, ...rest }) => ({ ...rest, where: place }) },
]);

const parts = {
  hashAt: () => 'ab'.repeat(32),
  originAt: (position: number) => {
    throw new Error(`there is no event ${position}`);
  },
};

function stored(type: string, schemaVersion: number, data: { place?: string; where?: string }) {
  const content = {
    type,
    version: schemaVersion,
    data: canonicalJson(data),
    metadata: canonicalJson({ actor: 'a', commandId: 'c' }),
    origin: null,
  };
  return new StoredEvent(0n, 'a', 0, 0, content, parts, upcasters);
}

describe('upcasting', () => {
  it('lifts data step by step to the newest schema', () => {
    expect(stored('Moved', 1, { place: 'main' })).toMatchObject({
      data: { warehouse: 'main' },
      schemaVersion: 3,
    });
    expect(stored('Moved', 2, { where: 'main' }).data).toEqual({ warehouse: 'main' });
  });

  it('leaves the stored content, and so its hash, as it is', () => {
    const event = stored('Moved', 1, { place: 'main' });

    expect(event.content).toContain('"place":"main"');
    expect(event.metadata).toEqual({ actor: 'a', commandId: 'c' });
  });

  it.each([
    ['Moved', 4, 3],
    ['Other', 2, 1],
  ])('refuses %s of version %d', (type, version, newestKnown) => {
    expect(() => stored(type, version, {})).toThrow(UnknownSchemaVersionError);
    expect(() => stored(type, version, {})).toThrow(
      expect.objectContaining({ code: 'unknown_schema_version', type, version, newestKnown }),
    );
  });

  it('wants exactly one step from each version', () => {
    const upcast = (data: object) => ({ ...data });

    expect(() => new UpcasterRegistry([{ type: 'T', fromVersion: 2, upcast }])).toThrow(RangeError);
    expect(
      () =>
        new UpcasterRegistry([
          { type: 'T', fromVersion: 1, upcast },
          { type: 'T', fromVersion: 1, upcast },
        ]),
    ).toThrow(RangeError);
  });
});

describe('a stored event', () => {
  it('is whole as JSON', () => {
    const event = stored('Other', 1, {});

    expect(JSON.parse(JSON.stringify(event))).toEqual({
      id: 'abababab-abab-abab-abab-abababababab',
      type: 'Other',
      schemaVersion: 1,
      stream: 'a',
      revision: 0,
      position: '0',
      recordedAt: 0,
      data: {},
      metadata: { actor: 'a', commandId: 'c' },
      contentHash: event.contentHash,
      hash: 'ab'.repeat(32),
    });
  });
});
