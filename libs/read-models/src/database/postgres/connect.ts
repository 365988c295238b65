/** Connections to PostgreSQL, with the values that the tables' types promise. */
import pg from 'pg';

const INT8 = 20;

/** 64-bit integers come as numbers: none of ours reaches 2⁵³. Exact decimals stay texts, bytes are bytes. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') =>
    id === INT8 ? Number : pg.types.getTypeParser(id, format as 'text'),
};

const CONNECT_MS_MAX = 5_000;

const config = (url: string): pg.ClientConfig => ({
  connectionString: url,
  types,
  application_name: 'stockbook',
  connectionTimeoutMillis: CONNECT_MS_MAX,
  keepAlive: true,
});

/** A connection of one's own, which may hold locks. What breaks it later shows in its next query. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client(config(url));
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Connections that are lent out, each to one at a time. */
export function openPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ ...config(url), max });
  // A connection that breaks is replaced when the next one is asked for; who uses it hears of it from its query.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Runs several statements that take no values, in one round trip: the rows of each. */
export async function queryAll(client: pg.ClientBase, statements: readonly string[]): Promise<Rows[]> {
  const results = (await client.query(statements.join('; '))) as unknown as { readonly rows: Rows }[];
  return results.map(({ rows }) => rows);
}

type Rows = readonly Readonly<Record<string, unknown>>[];

/** The server is not there, goes down or has no room; the first are PostgreSQL's, the others Node's. */
const UNREACHABLE = [
  '57P01',
  '57P02',
  '57P03',
  '53300',
  ...'ECONNREFUSED ECONNRESET ENOTFOUND ENOENT'.split(' '),
];

export const isUnreachable = (error: unknown): boolean =>
  hasCode(error, ...UNREACHABLE, 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN');

/** What PostgreSQL has against an address, in words that name no user; undefined for anything else. */
export function reasonOf(error: unknown): string | undefined {
  if (hasCode(error, '28P01', '28000')) return 'PostgreSQL denies access with this user and password';
  if (hasCode(error, '3D000')) return 'there is no such database';
  if (hasCode(error, '42501')) return 'the user may not create schemas there';
  return undefined;
}

/** Whether an error of PostgreSQL has one of the codes. https://www.postgresql.org/docs/current/errcodes-appendix.html */
export const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  codes.includes(String((error as { code?: unknown } | null)?.code));
