/** A process of its own that appends and projects until it is killed; prints each position that shows. */
import { openSqliteEventStore } from '#event-store';
import { type ProjectorOptions, startProjector } from '../runner/projector.ts';
import { MadeUpShop } from './made-up-shop.ts';
import { TestLog } from './test-folder.ts';

const [places = '', run = ''] = process.argv.slice(2);
const options: ProjectorOptions = JSON.parse(places);
if (options.log.kind !== 'sqlite') throw new TypeError('the log is a file');
const log = new TestLog(await openSqliteEventStore({ file: options.log.file, mode: 'writer' }));
const projector = await startProjector(options);
projector.onProgress(({ position }) => process.stdout.write(`${position}\n`));

// Each run has products of its own: it need not know what the one before had come to.
const shop = new MadeUpShop();
await log.append(...['A', 'B', 'C'].map((name) => shop.register(`${name}${run}`)));
for (let i = 0; ; i++) {
  const sku = `${'ABC'[i % 3]}${run}`;
  await log.append(shop.adjust(sku, 'main', 2), ...shop.order(`${run}-${i}`, sku, 'main', 1));
}
