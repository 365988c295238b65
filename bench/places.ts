import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The server as it is compiled. */
export const SERVER_MAIN = join(import.meta.dirname, '..', 'dist', 'apps', 'server', 'src', 'main.js');

/** Where files are measured, unless told. Not the system's temporary folder where that can be helped: it is often kept in memory. */
export const DATA_FOLDER = existsSync('/var/tmp') ? '/var/tmp' : tmpdir();
