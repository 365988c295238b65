// Loads the slice of real data that ships with Stockbook into a data folder of its own, says what came of it and
// serves it. Run again it doubles nothing. STOCKBOOK_DATA and STOCKBOOK_PORT choose another folder or port.
import { join } from 'node:path';

const SLICE = join('apps', 'cli', 'data', 'online-retail', 'autumn-2011.csv.gz');

process.chdir(join(import.meta.dirname, '..'));
process.env.STOCKBOOK_DATA ??= join('.stockbook', 'demo');
process.argv.splice(2, 0, 'import', SLICE, '--serve');
await import('./stockbook.js');
