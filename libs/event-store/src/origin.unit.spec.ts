import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.ts';
import type { JsonObject } from './json.ts';
import { causationIdOf, sharedOf, withOrigin, withoutOrigin } from './origin.ts';
import type { EventMetadata } from './port.ts';

const few = fc.constantFrom('a', 'b');
const metadata = (causationId: string) =>
  fc.record(
    {
      actor: few,
      commandId: few,
      correlationId: few,
      effectiveAt: few,
      commandHash: few,
      optionsVersion: fc.nat(),
      causationId: fc.constant(causationId),
    },
    { requiredKeys: ['actor', 'commandId', 'causationId'] },
  ) as fc.Arbitrary<EventMetadata>;

test('metadata comes back whole from its origin, byte for byte, or is not shared', () => {
  const place = { stream: 'order-1', revision: 3 };
  const ofCause = metadata('order-1@2');
  fc.assert(
    fc.property(ofCause, metadata(causationIdOf(place.stream, place.revision)), (cause, effect) => {
      const shared = sharedOf(cause);
      const own = withoutOrigin(effect, shared);
      if (own === undefined) {
        expect(sharedOf(effect)).not.toEqual(shared);
      } else {
        expect(own).not.toHaveProperty('commandId');
        const stored = JSON.parse(canonicalJson(own as JsonObject));
        const whole = withOrigin(stored, { ...place, shared });
        expect(canonicalJson(whole as unknown as JsonObject)).toBe(
          canonicalJson(effect as unknown as JsonObject),
        );
      }
    }),
  );
});
