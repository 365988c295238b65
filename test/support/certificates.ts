/** Certificates for an EventStoreDB of a test, made by the program `openssl`. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerTls } from './eventstore-server.ts';
import type { Requirement } from './requirement.ts';

export const OPENSSL: Requirement = {
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

export interface Certificates {
  readonly server: ServerTls;
  /** The file that a client is given: the authority's certificate. */
  readonly authority: string;
}

/** An authority of the test's own below the folder, and a server's certificate from it for 127.0.0.1. */
export function makeCertificates(path: string): Certificates {
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
    server: {
      certificate: join(path, 'node.crt'),
      key: join(path, 'node.key'),
      authorities: join(path, 'authority'),
    },
    authority: join(path, 'authority', 'ca.crt'),
  };
}
