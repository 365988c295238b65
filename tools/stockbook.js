// Runs the `stockbook` command of this checkout, building it first when a source is newer than dist.
import { join } from 'node:path';
import { build, isStale } from './build.js';

if (isStale()) await build();

// npm moves to the top of the checkout; paths in the arguments mean the folder the user is in.
const { npm_lifecycle_event: script, INIT_CWD: userFolder } = process.env;
if (script === 'stockbook' && userFolder !== undefined) process.chdir(userFolder);

const main = join(import.meta.dirname, '..', 'dist', 'apps', 'cli', 'src', 'main.js');
process.argv[1] = main;
await import(main);
