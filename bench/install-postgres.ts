import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  findPostgresBinaries,
  POSTGRES_ADDRESS_VARIABLE,
  PostgresMissing,
} from '../test/support/postgres-server.ts';

/** Installs Debian's package where it is missing and we may; otherwise the error says what to install. */
export function ensurePostgresInstalled(): void {
  if (process.env[POSTGRES_ADDRESS_VARIABLE] || findPostgresBinaries() !== undefined) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new PostgresMissing();
  // RUNLEVEL=1 keeps the package from starting a server of its own: the benchmark brings up a throwaway one.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  execFileSync('apt-get', ['update', '--quiet'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync('apt-get', ['install', '--yes', '--quiet', '--no-install-recommends', 'postgresql'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
