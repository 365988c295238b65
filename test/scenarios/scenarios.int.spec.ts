import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openServer, type TestServer } from '../../apps/server/src/testing/open-server.ts';
import { IDS, ROWS } from './catalogue.ts';
import { SCENARIOS } from './counts.ts';
import { NOT_APPLICABLE } from './not-applicable.ts';
import { Shop } from './shop.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

describe(SCENARIOS, () => {
  test('are all run, or it is said why not', () => {
    const covered = [...ROWS.map(({ id }) => id), ...Object.keys(NOT_APPLICABLE)];
    expect(covered.toSorted()).toEqual(IDS.toSorted());
  });

  for (const { id, title, differs, run } of ROWS) {
    test(differs === undefined ? `${id}: ${title}` : `${id} ≠: ${title}`, async () => {
      await run(await new Shop(server, id).open());
    });
  }
});
