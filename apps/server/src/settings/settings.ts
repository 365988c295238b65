import type { LogAddress, ReadModelsAddress } from '#read-models';

/** What a server runs with. Every one has a flag and a variable; {@link SETTINGS} is the table of them. */
export interface Settings {
  /** Absolute path of the folder of the embedded files. */
  readonly data: string;
  /** Where the log is; a file by its absolute path. */
  readonly store: LogAddress;
  /** Where the read models are; a file by its absolute path. */
  readonly readModels: ReadModelsAddress;
  /** A loopback address or `localhost`. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly roles: ReadonlySet<Role>;
}

export type Role = 'api' | 'projector';

export type SettingName = 'data' | 'store' | 'readModels' | 'kafka' | 'host' | 'port' | 'roles';

export interface Setting {
  readonly name: SettingName;
  /** As on the command line, without its dashes. */
  readonly flag: string;
  readonly variable: string;
  /** How its value is written. */
  readonly placeholder: string;
  readonly description: string;
  /** As shown to people; absent: there is none. */
  readonly default?: string;
}

export const DEFAULT_PORT = '3000';

export const SETTINGS: readonly Setting[] = [
  {
    name: 'data',
    flag: 'data',
    variable: 'STOCKBOOK_DATA',
    placeholder: '<dir>',
    description: 'folder of the embedded files',
    default: 'stockbook-data',
  },
  {
    name: 'store',
    flag: 'store',
    variable: 'STOCKBOOK_STORE',
    placeholder: '<address>',
    description: 'where events are kept: sqlite:<file>, esdb://… or kurrentdb://…',
    default: 'sqlite:<data>/log.db',
  },
  {
    name: 'readModels',
    flag: 'read-models',
    variable: 'STOCKBOOK_READ_MODELS',
    placeholder: '<address>',
    description: 'where read models are kept: sqlite:<file> or postgres://…',
    default: 'sqlite:<data>/read-models.db',
  },
  {
    name: 'kafka',
    flag: 'kafka',
    variable: 'STOCKBOOK_KAFKA',
    placeholder: '<brokers>',
    description: 'not in this version',
  },
  {
    name: 'host',
    flag: 'host',
    variable: 'STOCKBOOK_HOST',
    placeholder: '<address>',
    description: 'loopback address to listen on',
    default: '127.0.0.1',
  },
  {
    name: 'port',
    flag: 'port',
    variable: 'STOCKBOOK_PORT',
    placeholder: '<n>',
    description: 'port to listen on, 0 for a free one',
    default: DEFAULT_PORT,
  },
  {
    name: 'roles',
    flag: 'roles',
    variable: 'STOCKBOOK_ROLES',
    placeholder: '<list>',
    description: 'what this process does: api, projector',
    default: 'api,projector',
  },
];

/** Settings that cannot be used: each line names the flag or variable and says what it should be. */
export class SettingsError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'SettingsError';
    this.faults = faults;
  }
}
