/**
 * The address of an EventStoreDB or KurrentDB, as its own tools write it.
 *
 * Read here and not by the client: the client ignores what it does not know, logs the whole text and puts it into its
 * errors, password and all.
 */

/** Where a server listens. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** What an address says. */
export interface EventStoreDbAddress {
  /** The same server without user, password and files: for people, logs and errors. */
  readonly shown: string;
  /** One node, several that gossip, or a name whose nodes are asked for. */
  readonly hosts: readonly Endpoint[];
  readonly discover: boolean;
  readonly credentials?: { readonly username: string; readonly password: string };
  readonly tls: boolean;
  /** Paths of PEM files: the authority that signed the server's certificate, and who we are. */
  readonly tlsCaFile?: string;
  readonly userCertFile?: string;
  readonly userKeyFile?: string;
  readonly connectionName?: string;
  /** Milliseconds that one call may take. */
  readonly defaultDeadline?: number;
  readonly keepAliveInterval?: number;
  readonly keepAliveTimeout?: number;
  readonly maxDiscoverAttempts?: number;
  readonly discoveryInterval?: number;
  readonly gossipTimeout?: number;
}

/** The text is no address. The message names what is wrong, and holds nothing that is secret. */
export class EventStoreDbAddressError extends Error {
  override readonly name = 'EventStoreDbAddressError';
}

const PROTOCOLS: Readonly<Record<string, boolean>> = {
  esdb: false,
  'esdb+discover': true,
  kurrentdb: false,
  'kurrentdb+discover': true,
};
const DEFAULT_PORT = 2113;

type NumberOption =
  | 'defaultDeadline'
  | 'keepAliveInterval'
  | 'keepAliveTimeout'
  | 'maxDiscoverAttempts'
  | 'discoveryInterval'
  | 'gossipTimeout';

const NUMBERS: readonly NumberOption[] = [
  'defaultDeadline',
  'keepAliveInterval',
  'keepAliveTimeout',
  'maxDiscoverAttempts',
  'discoveryInterval',
  'gossipTimeout',
];
const TEXTS: readonly string[] = ['tlsCaFile', 'userCertFile', 'userKeyFile', 'connectionName'];
/** Options whose only sense here is the one that we need. */
const FIXED: Readonly<Record<string, { readonly value: string; readonly why: string }>> = {
  nodePreference: { value: 'leader', why: 'decisions are read from the leader' },
  throwOnAppendFailure: { value: 'true', why: 'a refused append has to say so' },
  tlsVerifyCert: { value: 'true', why: 'the client always verifies; name the authority in tlsCaFile' },
};

/** Whether the text names such a server at all. */
export function isEventStoreDbAddress(text: string): boolean {
  return /^(esdb|kurrentdb)(\+discover)?:\/\//.test(text);
}

/**
 * Reads `esdb://[user:password@]host[:port][,host[:port]…][?option=value&…]`; `kurrentdb://` is the same, and
 * `+discover` asks the host which nodes there are. User and password are percent-encoded. TLS is on unless `tls=false`.
 *
 * @throws EventStoreDbAddressError
 */
export function parseEventStoreDbAddress(text: string): EventStoreDbAddress {
  const [, protocol = '', rest = ''] = /^([a-z+]+):\/\/(.*)$/s.exec(text.trim()) ?? [];
  const discover = PROTOCOLS[protocol];
  if (discover === undefined) throw fault('it should begin with esdb://, esdb+discover:// or kurrentdb://');
  const [beforeQuery = '', query = ''] = splitOnce(rest, '?');
  const at = beforeQuery.lastIndexOf('@');
  const hostList = beforeQuery.slice(at + 1).replace(/\/+$/, '');
  const hosts = hostList.split(',').map(endpointOf);
  const credentials = at === -1 ? {} : { credentials: credentialsOf(beforeQuery.slice(0, at)) };
  const options = optionsOf(query);
  if ((options.userCertFile === undefined) !== (options.userKeyFile === undefined)) {
    throw fault('userCertFile and userKeyFile go together');
  }
  const shown = `${protocol}://${hosts.map(({ address, port }) => `${address}:${port}`).join(',')}`;
  return { shown, hosts, discover, ...credentials, ...options, tls: options.tls ?? true };
}

function endpointOf(text: string): Endpoint {
  const [, address = '', portText] = /^(\[[0-9A-Fa-f:.]+\]|[^:@/\s]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  const port = portText === undefined ? DEFAULT_PORT : Number(portText);
  if (address === '' || port < 1 || port > 65_535) throw fault('a host is missing or not host[:port]');
  return { address, port };
}

function credentialsOf(text: string): { username: string; password: string } {
  const [username, password, more] = text.split(':');
  if (!username || password === undefined || more !== undefined) {
    throw fault('before the @ it should have user:password, percent-encoded');
  }
  try {
    return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    throw fault('user or password is not percent-encoded');
  }
}

type Options = Partial<Omit<EventStoreDbAddress, 'shown' | 'hosts' | 'discover' | 'credentials'>>;

function optionsOf(query: string): Options {
  const options: Record<string, string | number | boolean> = {};
  for (const pair of query === '' ? [] : query.split('&')) {
    const [key = '', encoded = ''] = splitOnce(pair, '=');
    const value = decoded(key, encoded);
    const name = canonicalName(key);
    const fixed = FIXED[name];
    if (fixed !== undefined) {
      if (value.toLowerCase() !== fixed.value)
        throw fault(`${name} can only be ${fixed.value}: ${fixed.why}`);
    } else if (name === 'tls') {
      if (value !== 'true' && value !== 'false') throw fault('tls should be true or false');
      options.tls = value === 'true';
    } else if ((NUMBERS as readonly string[]).includes(name)) {
      if (!/^-?\d{1,9}$/.test(value)) throw fault(`${name} should be a whole number`);
      options[name] = Number(value);
    } else if (TEXTS.includes(name) && value !== '') {
      options[name] = value;
    } else {
      throw fault(`${JSON.stringify(key)} is no option, or has no value`);
    }
  }
  return options as Options;
}

/** Options are written in any case, with dashes or underscores or without. */
function canonicalName(key: string): string {
  const flat = key.toLowerCase().replaceAll(/[-_]/g, '');
  const all = [...NUMBERS, ...TEXTS, ...Object.keys(FIXED), 'tls'];
  return all.find((name) => name.toLowerCase() === flat) ?? key;
}

function decoded(key: string, value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw fault(`the value of ${JSON.stringify(key)} is not percent-encoded`);
  }
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}

const fault = (message: string) => new EventStoreDbAddressError(message);
