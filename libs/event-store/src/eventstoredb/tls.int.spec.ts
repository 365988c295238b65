import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeCertificates, OPENSSL } from '../../../../test/support/certificates.ts';
import { EVENTSTORE_PROGRAM } from '../../../../test/support/eventstore-for-tests.ts';
import { type EventStoreServer, startEventStore } from '../../../../test/support/eventstore-server.ts';
import { allOf, describeWith } from '../../../../test/support/requirement.ts';
import { StoreUnavailableError } from '../errors.ts';
import { appendDurably, freshCategory, numberOf, readStream, rejection, samples } from '../testing/sample.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openEventStoreDbEventStore } from './open.ts';

const LONG_MS = 180_000;
/** What a new server has. */
const PASSWORD = 'changeit';

await describeWith(allOf(EVENTSTORE_PROGRAM, OPENSSL), 'EventStoreDB with TLS and users', () => {
  const folder = temporaryFolder();
  let server: EventStoreServer;
  let trusted: string;
  beforeAll(async () => {
    const { server: tls, authority } = makeCertificates(folder.path);
    trusted = `tlsCaFile=${encodeURIComponent(authority)}`;
    server = await startEventStore(undefined, tls);
    await server.start();
  }, LONG_MS);
  afterAll(async () => {
    await server?.kill();
    folder.remove();
  });

  const open = (protocol: string, user: string, options: string) =>
    openEventStoreDbEventStore({
      address: `${protocol}://${user}127.0.0.1:${server.port}?${options}`,
      timeoutMs: 5_000,
      retryForMs: 1_000,
      resendForMs: 1_000,
    });

  test.each(['esdb', 'kurrentdb', 'esdb+discover', 'kurrentdb+discover'])(
    '%s:// appends and reads',
    async (protocol) => {
      const store = await open(protocol, `admin:${PASSWORD}@`, trusted);
      const stream = `${freshCategory()}-1`;

      await appendDurably(store, stream, samples(3), 'no-stream');

      expect((await readStream(store, stream)).map(numberOf)).toEqual([0, 1, 2]);
      await store.close();
    },
    LONG_MS,
  );

  test.each([
    ['another password', 'admin:not-the-one@', () => trusted, /denies access/],
    ['no user', '', () => trusted, /denies access/],
    ['an authority that is not known', `admin:${PASSWORD}@`, () => 'tls=true', /certificate/],
    ['a file that is not there', `admin:${PASSWORD}@`, () => 'tlsCaFile=/nowhere/ca.crt', /cannot be read/],
    ['no TLS', `admin:${PASSWORD}@`, () => 'tls=false', /unavailable/],
  ])(
    'refuses with %s, and says so without the password',
    async (_, user, options, reason) => {
      const error = await rejection(open('esdb', user, options()));

      expect(error).toBeInstanceOf(StoreUnavailableError);
      expect(String(error)).toMatch(reason);
      // With all that a logger may write of it: causes, stacks, members.
      const told = inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true });
      const basic = Buffer.from(user.replace('@', '')).toString('base64');
      for (const secret of [PASSWORD, 'not-the-one', ...(user === '' ? [] : [basic])]) {
        expect(told).not.toContain(secret);
      }
    },
    LONG_MS,
  );
});
