import { join, resolve } from 'node:path';
import { EventStoreDbAddressError, isEventStoreDbAddress, parseEventStoreDbAddress } from '#event-store';
import type { LogAddress, ReadModelsAddress } from '#read-models';
import { isLoopback } from '../http/loopback.ts';
import {
  type Role,
  SETTINGS,
  type Setting,
  type SettingName,
  type Settings,
  SettingsError,
} from './settings.ts';

/** Values of flags as they were given, by the setting's name; absent: not given. */
export type Flags = Partial<Readonly<Record<SettingName, string>>>;

const PREFIX = 'STOCKBOOK_';
const POSTGRES = /^postgres(ql)?:\/\//;
/** Variables of the project's own tests. */
const TEST_PREFIX = 'STOCKBOOK_TEST_';

/**
 * Reads the settings from flags and variables; a flag wins over its variable.
 *
 * @throws SettingsError that names every setting that is unknown or malformed.
 */
export function readSettings(
  flags: Flags,
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const faults: string[] = unknownVariables(environment);
  const given = (name: SettingName): Given => {
    const setting = SETTINGS.find((candidate) => candidate.name === name) as Setting;
    const flag = flags[name];
    if (flag !== undefined) return { value: flag, from: `--${setting.flag}` };
    const value = environment[setting.variable];
    return { value, from: setting.variable };
  };
  const read = <Value>(
    name: SettingName,
    parse: (value: string) => Value | Fault,
    otherwise: Value,
  ): Value => {
    const { value, from } = given(name);
    if (value === undefined) return otherwise;
    const parsed = value === '' ? new Fault('is empty') : parse(value);
    if (!(parsed instanceof Fault)) return parsed;
    faults.push(`${from} ${parsed.text}`);
    return otherwise;
  };

  const data = read('data', (value) => resolve(value), resolve('stockbook-data'));
  const settings: Settings = {
    data,
    store: read<LogAddress>('store', logAddress, { kind: 'sqlite', file: join(data, 'log.db') }),
    readModels: read<ReadModelsAddress>('readModels', readModelsAddress, {
      kind: 'sqlite',
      file: join(data, 'read-models.db'),
    }),
    host: read('host', loopbackHost, '127.0.0.1'),
    port: read('port', portNumber, 3000),
    roles: read('roles', roleSet, new Set<Role>(['api', 'projector'])),
  };
  read('kafka', () => new Fault('names Kafka brokers; this version does not speak to Kafka yet'), undefined);
  const { store, readModels } = settings;
  if (readModels.kind === 'sqlite' && store.kind === 'sqlite' && readModels.file === store.file) {
    faults.push(
      `${given('readModels').from} names the file of the events; read models need a file of their own`,
    );
  }
  if (store.kind === 'sqlite' && !settings.roles.has('api')) {
    faults.push(
      `${given('roles').from} is ${given('roles').value}; on an embedded store the projector runs in the process that has the role api`,
    );
  }
  if (faults.length > 0) throw new SettingsError(faults);
  return settings;
}

interface Given {
  readonly value: string | undefined;
  /** How the user named it. */
  readonly from: string;
}

class Fault {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

function unknownVariables(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known = SETTINGS.map(({ variable }) => variable);
  return Object.keys(environment)
    .filter((name) => name.startsWith(PREFIX) && !name.startsWith(TEST_PREFIX) && !known.includes(name))
    .map((name) => `${name} is no setting; there are ${known.join(', ')}`);
}

function readModelsAddress(value: string): ReadModelsAddress | Fault {
  if (POSTGRES.test(value)) return postgresAddress(value);
  const file = fileOf(value);
  if (file !== undefined) return { kind: 'sqlite', file };
  return new Fault(`is ${withoutSecrets(value)}; it should be sqlite:<file> or ${POSTGRES_FORM}`);
}

const POSTGRES_FORM = 'postgres://<user>:<password>@<host>:<port>/<database>';

/** What cannot be read is not repeated: nobody knows where in it the password is. */
function postgresAddress(value: string): ReadModelsAddress | Fault {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined) return new Fault(`cannot be read; it should be ${POSTGRES_FORM}`);
  if (url.pathname.length < 2) {
    return new Fault(`is ${withoutSecrets(value)} and names no database; it should be ${POSTGRES_FORM}`);
  }
  return { kind: 'postgres', url: value };
}

/** An address without user, password and parameters, however they are written. */
const withoutSecrets = (value: string): string => value.replace(/:\/\/.*@/s, '://').replace(/[?#].*$/s, '');

function logAddress(value: string): LogAddress | Fault {
  if (isEventStoreDbAddress(value)) {
    try {
      return { kind: 'eventstoredb', address: parseEventStoreDbAddress(value) };
    } catch (error) {
      // Its words name what is wrong, and no password.
      if (error instanceof EventStoreDbAddressError) return new Fault(`cannot be used: ${error.message}`);
      throw error;
    }
  }
  const file = fileOf(value);
  if (file !== undefined) return { kind: 'sqlite', file };
  return new Fault(
    `is ${withoutSecrets(value)}; it should be sqlite:<file>, esdb://<host>:<port> or kurrentdb://…`,
  );
}

function fileOf(value: string): string | undefined {
  const file = /^sqlite:(.+)$/s.exec(value)?.[1];
  return file === undefined ? undefined : resolve(file);
}

function loopbackHost(value: string): string | Fault {
  if (isLoopback(value)) return value === '[::1]' ? '::1' : value;
  return new Fault(
    `is ${value}; without access control Stockbook listens on loopback only: 127.0.0.1, ::1 or localhost`,
  );
}

function portNumber(value: string): number | Fault {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  return port <= 65535 ? port : new Fault(`is ${value}; it should be a number from 0 to 65535`);
}

function roleSet(value: string): ReadonlySet<Role> | Fault {
  const names = value.split(',').map((name) => name.trim());
  if (names.includes('relay')) return new Fault(`is ${value}; this version has no relay yet`);
  const unknown = names.filter((name) => name !== 'api' && name !== 'projector');
  if (unknown.length > 0) return new Fault(`is ${value}; it should be a list of api, projector`);
  return new Set(names as Role[]);
}
