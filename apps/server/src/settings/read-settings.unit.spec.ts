import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readSettings } from './read-settings.ts';
import { SettingsError } from './settings.ts';

function faultsOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
  return [];
}

test('without any setting it serves 127.0.0.1:3000 from a folder here', () => {
  expect(readSettings({}, {})).toEqual({
    data: resolve('stockbook-data'),
    store: { kind: 'sqlite', file: resolve('stockbook-data', 'log.db') },
    readModels: { kind: 'sqlite', file: resolve('stockbook-data', 'read-models.db') },
    host: '127.0.0.1',
    port: 3000,
    roles: new Set(['api', 'projector']),
  });
});

test('a flag wins over its variable, and files are within the data folder unless named', () => {
  const settings = readSettings(
    { data: '/a', port: '0' },
    {
      STOCKBOOK_DATA: '/b',
      STOCKBOOK_PORT: '99',
      STOCKBOOK_STORE: 'sqlite:/c/log.db',
      STOCKBOOK_ROLES: 'api',
      PATH: '/bin',
    },
  );

  expect(settings).toMatchObject({
    data: '/a',
    port: 0,
    store: { kind: 'sqlite', file: '/c/log.db' },
    readModels: { kind: 'sqlite', file: join('/a', 'read-models.db') },
    roles: new Set(['api']),
  });
});

describe('the start is refused, the setting named, for', () => {
  test.each([
    [{}, { STOCKBOOK_PROT: '1' }, /^STOCKBOOK_PROT is no setting; there are STOCKBOOK_DATA, /],
    [{}, { STOCKBOOK_PORT: '70000' }, /^STOCKBOOK_PORT is 70000; it should be a number from 0 to 65535/],
    [{ port: '1e3' }, {}, /^--port is 1e3/],
    [{ port: '' }, {}, /^--port is empty/],
    [
      {},
      { STOCKBOOK_STORE: 'esdb://a:secret@localhost?tls=no' },
      /^STOCKBOOK_STORE cannot be used: tls should be true or false/,
    ],
    [{}, { STOCKBOOK_STORE: 'log.db' }, /it should be sqlite:<file>/],
    [
      { readModels: 'mysql://a:pw@db/x' },
      {},
      /^--read-models is mysql:\/\/db\/x; .* sqlite:<file> or postgres:/,
    ],
    [{ readModels: 'postgres://a:pw@db:x/y' }, {}, /^--read-models cannot be read; it should be postgres:/],
    [{ readModels: 'postgres://a:pw@db' }, {}, /^--read-models is postgres:\/\/db and names no database/],
    [{}, { STOCKBOOK_KAFKA: 'localhost:9092' }, /^STOCKBOOK_KAFKA names Kafka brokers; this version/],
    [{ host: '0.0.0.0' }, {}, /^--host is 0\.0\.0\.0; without access control .* loopback only/],
    [{ host: 'example.com' }, {}, /loopback only/],
    [{ roles: 'api,relay' }, {}, /^--roles is api,relay; this version has no relay/],
    [{ roles: 'api,chef' }, {}, /it should be a list of api, projector/],
    [{ roles: 'projector' }, {}, /^--roles is projector; .* in the process that has the role api/],
    [{ store: 'sqlite:/x', readModels: 'sqlite:/x' }, {}, /^--read-models names the file of the events/],
  ])('%j %j', (flags, environment, message) => {
    expect(faultsOf(() => readSettings(flags, environment))).toEqual([expect.stringMatching(message)]);
  });

  test('several at once', () => {
    const faults = faultsOf(() => readSettings({ host: '::' }, { STOCKBOOK_PORT: 'x', STOCKBOOK_X: '' }));

    expect(faults).toHaveLength(3);
  });
});

test('events may be on a server', () => {
  const { store } = readSettings({}, { STOCKBOOK_STORE: 'kurrentdb://a:b@db.example' });

  expect(store).toMatchObject({ kind: 'eventstoredb', address: { shown: 'kurrentdb://db.example:2113' } });
});

test('read models may be in PostgreSQL', () => {
  const url = 'postgresql://clerk:secret@db:5433/stock?sslmode=verify-full';

  expect(readSettings({}, { STOCKBOOK_READ_MODELS: url }).readModels).toEqual({ kind: 'postgres', url });
});

test.each([
  'postgres://clerk:s/e@c@cret@db',
  'postgres://clerk:secret@db:port/x',
  'postgress://clerk:secret@db/x',
  'postgres://db?user=clerk&password=secret',
])('the fault of %s tells no password', (value) => {
  for (const name of ['readModels', 'store'] as const) {
    const [fault = ''] = faultsOf(() => readSettings({ [name]: value }, {}));
    expect(fault).not.toMatch(/secret|cret|clerk/);
    expect(fault).toContain('it should be');
  }
});

test('variables of the tests are none of the settings', () => {
  expect(readSettings({}, { STOCKBOOK_TEST_POSTGRES: 'postgres://x' }).port).toBe(3000);
});

test.each(['127.0.0.1', '127.1.2.3', '::1', '[::1]', 'localhost'])('%s is loopback', (host) => {
  expect(readSettings({ host }, {}).host).toBe(host.replace(/[[\]]/g, ''));
});
