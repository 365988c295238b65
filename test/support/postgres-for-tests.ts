/** The PostgreSQL server of a test run: where one is to be had, and its start. */
import { dockerAnswers } from './docker.ts';
import { findPostgresBinaries, POSTGRES_ADDRESS_VARIABLE, startPostgres } from './postgres-server.ts';
import type { Requirement } from './requirement.ts';

/** In the order in which they are looked for. */
type Provider = 'address' | 'container' | 'binaries';

const IMAGE = 'postgres:16-alpine';

/** Tests end processes, not the machine: what the system has taken over is not lost. */
const WITHOUT_FLUSHES = { fsync: 'off' };

/** Who would provide a server; none: the reason, for people. */
export async function findPostgres(): Promise<Provider | { readonly reason: string }> {
  if (process.env[POSTGRES_ADDRESS_VARIABLE]) return 'address';
  if (await dockerAnswers()) return 'container';
  if (findPostgresBinaries() !== undefined) return 'binaries';
  return {
    reason: `${POSTGRES_ADDRESS_VARIABLE} names no server, Docker does not answer, and Debian's package "postgresql" is not installed`,
  };
}

/** For suites that run only where there is a server; the address stands in the variable by then. */
export const POSTGRES: Requirement = {
  name: 'PostgreSQL',
  async missing() {
    const found = await findPostgres();
    return typeof found === 'string' ? undefined : found.reason;
  },
};

/** Starts a server and puts its address into the variable. @returns what ends it. */
export async function providePostgres(): Promise<() => Promise<void>> {
  const provider = await findPostgres();
  if (provider === 'container') {
    // Named at run time: where no container is wanted, nothing of it is loaded.
    const library = '@testcontainers/postgresql';
    const { PostgreSqlContainer } = await import(library);
    const container = await new PostgreSqlContainer(IMAGE).start();
    process.env[POSTGRES_ADDRESS_VARIABLE] = container.getConnectionUri();
    return () => container.stop();
  }
  if (provider === 'binaries') {
    const server = await startPostgres(undefined, WITHOUT_FLUSHES);
    process.env[POSTGRES_ADDRESS_VARIABLE] = server.address;
    return () => server.stop();
  }
  return async () => {};
}
