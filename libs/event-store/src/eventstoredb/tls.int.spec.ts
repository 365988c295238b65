import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EVENTSTORE_PROGRAM } from '../../../../test/support/eventstore-for-tests.ts';
import { type EventStoreServer, startEventStore } from '../../../../test/support/eventstore-server.ts';
import { allOf, describeWith, type Requirement } from '../../../../test/support/requirement.ts';
import { StoreUnavailableError } from '../errors.ts';
import { appendDurably, freshCategory, numberOf, readStream, rejection, samples } from '../testing/sample.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openEventStoreDbEventStore } from './open.ts';

const LONG_MS = 180_000;
/** What a new server has. */
const PASSWORD = 'changeit';

const OPENSSL: Requirement = {
  name: 'openssl',
  async missing() {
    try {
      execFileSync('openssl', ['version'], { stdio: 'ignore' });
      return undefined;
    } catch {
      return 'no program "openssl" is on the PATH';
    }
  },
};

await describeWith(allOf(EVENTSTORE_PROGRAM, OPENSSL), 'EventStoreDB with TLS and users', () => {
  const folder = temporaryFolder();
  const authority = join(folder.path, 'authority');
  let server: EventStoreServer;
  beforeAll(async () => {
    const tls = makeCertificates(folder.path);
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
  const trusted = () => `tlsCaFile=${encodeURIComponent(join(authority, 'ca.crt'))}`;

  test.each(['esdb', 'kurrentdb', 'esdb+discover', 'kurrentdb+discover'])(
    '%s:// appends and reads',
    async (protocol) => {
      const store = await open(protocol, `admin:${PASSWORD}@`, trusted());
      const stream = `${freshCategory()}-1`;

      await appendDurably(store, stream, samples(3), 'no-stream');

      expect((await readStream(store, stream)).map(numberOf)).toEqual([0, 1, 2]);
      await store.close();
    },
    LONG_MS,
  );

  test.each([
    ['another password', 'admin:not-the-one@', trusted, /denies access/],
    ['no user', '', trusted, /denies access/],
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

/** An authority of the test's own, and the server's certificate from it. */
function makeCertificates(path: string) {
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: path, stdio: 'ignore' });
  mkdirSync(join(path, 'authority'));
  const days = ['-days', '2'];
  const key = ['-newkey', 'rsa:2048', '-nodes'];
  run(
    'req',
    '-x509',
    ...key,
    '-keyout',
    'ca.key',
    '-out',
    'authority/ca.crt',
    ...days,
    '-subj',
    '/CN=authority',
  );
  run('req', ...key, '-keyout', 'node.key', '-out', 'node.csr', '-subj', '/CN=eventstoredb-node');
  writeFileSync(
    join(path, 'extensions'),
    'subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth,clientAuth\n',
  );
  const signing = [
    '-CA',
    'authority/ca.crt',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-extfile',
    'extensions',
  ];
  run('x509', '-req', '-in', 'node.csr', ...signing, ...days, '-out', 'node.crt');
  return {
    certificate: join(path, 'node.crt'),
    key: join(path, 'node.key'),
    authorities: join(path, 'authority'),
  };
}
