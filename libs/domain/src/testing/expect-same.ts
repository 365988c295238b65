import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';

/** For tests: as `toEqual`, which is slow where it has nothing to say. */
export function expectSame(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
}
