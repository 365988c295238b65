import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { order, stock } from '../../apps/server/src/testing/shop.ts';
import { type Certificates, makeCertificates, OPENSSL } from '../support/certificates.ts';
import { EVENTSTORE_PROGRAM } from '../support/eventstore-for-tests.ts';
import { type EventStoreServer, startEventStore } from '../support/eventstore-server.ts';
import { POSTGRES } from '../support/postgres-for-tests.ts';
import { POSTGRES_ADDRESS_VARIABLE } from '../support/postgres-server.ts';
import { allOf, describeWith } from '../support/requirement.ts';
import { dataFolder, refusedStart, startServer } from './server-process.ts';

const LONG_MS = 240_000;
const USER = 'clerk';
/** With what has to be encoded in an address. */
const STORE_PASSWORD = 'st0re:pa/ss@wörd?&%';
const WRONG_PASSWORD = 'wr0ng:pa/ss@wörd?&%';
const DATABASE_PASSWORD = 'databäse:pa/ss@w&%';

/** Everything that a server and the libraries in it can be made to tell. */
const TALKATIVE = { DEBUG: '*', GRPC_VERBOSITY: 'DEBUG', GRPC_TRACE: 'all' };

await describeWith(
  allOf(EVENTSTORE_PROGRAM, OPENSSL, POSTGRES),
  'a server on an EventStoreDB with TLS',
  () => {
    const databaseName = `stockbook_secrets_${process.pid}`;
    let folder: Awaited<ReturnType<typeof dataFolder>>;
    let certificates: Certificates;
    let eventStore: EventStoreServer;
    let database: pg.Client;
    let readModels: string;

    beforeAll(async () => {
      folder = await dataFolder();
      certificates = makeCertificates(folder.path);
      eventStore = await startEventStore(undefined, certificates.server);
      await eventStore.start();
      await createUser(eventStore.port, certificates.authority);

      const url = new URL(process.env[POSTGRES_ADDRESS_VARIABLE] ?? '');
      database = new pg.Client({ connectionString: url.href });
      await database.connect();
      await database.query(`CREATE DATABASE ${databaseName}`);
      url.pathname = `/${databaseName}`;
      // The server that the run starts trusts every password.
      if (url.password === '') url.searchParams.set('password', DATABASE_PASSWORD);
      readModels = url.href;
    }, LONG_MS);

    afterAll(async () => {
      await database?.query(`DROP DATABASE ${databaseName} WITH (FORCE)`);
      await database?.end();
      await eventStore?.kill();
      await folder?.[Symbol.asyncDispose]();
    });

    const storeAddress = (password: string, port = eventStore.port) =>
      `esdb://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}` +
      `?tls=true&tlsCaFile=${encodeURIComponent(certificates.authority)}`;

    test.each<[string, () => Record<string, string>, RegExp]>([
      [
        'the password is wrong',
        () => ({ STOCKBOOK_STORE: storeAddress(WRONG_PASSWORD), STOCKBOOK_READ_MODELS: readModels }),
        /esdb:\/\/127\.0\.0\.1:\d+.*denies access/,
      ],
      [
        'nobody listens where the store should be',
        () => ({ STOCKBOOK_STORE: storeAddress(STORE_PASSWORD, 1), STOCKBOOK_READ_MODELS: readModels }),
        /esdb:\/\/127\.0\.0\.1:1 .*unavailable/,
      ],
      [
        'the authority is not the one that signed',
        () => ({
          STOCKBOOK_STORE: storeAddress(STORE_PASSWORD).replace(/&tlsCaFile=.*/, ''),
          STOCKBOOK_READ_MODELS: readModels,
        }),
        /certificate/,
      ],
      [
        'nobody listens where PostgreSQL should be',
        () => ({
          STOCKBOOK_STORE: storeAddress(STORE_PASSWORD),
          STOCKBOOK_READ_MODELS: `postgres://${USER}:${encodeURIComponent(DATABASE_PASSWORD)}@127.0.0.1:1/stock`,
        }),
        /postgres:\/\/127\.0\.0\.1:1\/stock/,
      ],
      [
        'an address cannot be read',
        () => ({
          STOCKBOOK_STORE: `${storeAddress(STORE_PASSWORD)}&tls=perhaps`,
          STOCKBOOK_READ_MODELS: `postgres://${USER}:${encodeURIComponent(DATABASE_PASSWORD)}@127.0.0.1:port/stock`,
        }),
        /STOCKBOOK_STORE cannot be used: tls should be.*\n.*STOCKBOOK_READ_MODELS cannot be read/,
      ],
    ])(
      'does not start and tells no password where %s',
      async (_where, variables, reason) => {
        await using data = await dataFolder();

        const { code, output, error } = await refusedStart(['--data', data.path, '--port', '0'], {
          ...TALKATIVE,
          ...variables(),
        });

        expect(code).toBeGreaterThan(0);
        expect(error).toMatch(reason);
        expectNothingTold([output, error]);
      },
      LONG_MS,
    );

    test(
      'takes commands, answers queries, loses its stores, and tells no password anywhere',
      async () => {
        await using data = await dataFolder();
        await using server = await startServer(data.path, {
          ...TALKATIVE,
          STOCKBOOK_STORE: storeAddress(STORE_PASSWORD),
          STOCKBOOK_READ_MODELS: readModels,
        });
        const told: string[] = [];
        const ask = async (path: string) => {
          const answer = await server.get(path);
          told.push(path, JSON.stringify([...answer.headers]), JSON.stringify(answer.body));
          return answer;
        };

        await stock(server, { A: 10 });
        const accepted = await server.done('SubmitOrder', order('1', { A: 4 }));
        const rejected = await server.send('SubmitOrder', order('2', { A: 7 }));
        const levels = await ask(`/v1/levels?sku=A&minPosition=${accepted.position}`);
        expect(rejected.status).toBe(422);
        expect(levels.body.items).toMatchObject([{ sku: 'A', onHand: '10', allocated: '4' }]);
        for (const path of ['/health/live', '/health/ready', '/metrics', '/v1/events', '/openapi.json', '/'])
          expect((await ask(path)).status).toBe(200);

        await endSessions();
        await eventStore.kill();
        const unanswered = await server.send('AdjustLevel', {
          sku: 'A',
          warehouse: 'main',
          quantity: '1',
          reason: 'x',
        });
        told.push(JSON.stringify(unanswered.body));
        expect(unanswered).toMatchObject({ status: 503, body: { code: 'STORE_UNAVAILABLE' } });
        const unready = await ask('/health/ready');
        expect(unready).toMatchObject({ status: 503, body: { checks: { store: { status: 'failed' } } } });
        await ask('/metrics');
        await ask('/v1/events');

        expect(await server.end('SIGTERM')).toBe(0);
        expect(server.printed()).toContain('esdb:command');
        expectNothingTold([...told, server.printed()]);
      },
      LONG_MS,
    );

    const endSessions = () =>
      database.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
        databaseName,
      ]);
  },
);

function expectNothingTold(texts: readonly string[]) {
  const told = texts.join('\n');
  const secrets = [STORE_PASSWORD, WRONG_PASSWORD, DATABASE_PASSWORD].flatMap((password) => [
    password,
    encodeURIComponent(password),
    JSON.stringify(password).slice(1, -1),
    Buffer.from(`${USER}:${password}`).toString('base64'),
  ]);
  expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
}

/** One who may do what a server has to: read the whole log. */
function createUser(port: number, authority: string): Promise<void> {
  const body = JSON.stringify({
    loginName: USER,
    fullName: USER,
    groups: ['$admins'],
    password: STORE_PASSWORD,
  });
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path: '/users/',
        method: 'POST',
        ca: readFileSync(authority),
        auth: 'admin:changeit',
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        response.resume();
        if (response.statusCode === 201) resolve();
        else reject(new Error(`the user was refused with ${response.statusCode}`));
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}
