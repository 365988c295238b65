import { join } from 'node:path';
import type { EventStore } from '../port.ts';
import { eventStoreConformance } from '../testing/conformance.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openSqliteEventStore } from './open.ts';

eventStoreConformance({
  name: 'SQLite',
  capabilities: { staging: true, commandIndex: true },
  async open({ clock }) {
    const folder = temporaryFolder();
    const opened: EventStore[] = [];
    const open = async () => {
      const file = join(folder.path, 'log.sqlite');
      const store = await openSqliteEventStore({ file, mode: 'writer', ...(clock && { clock }) });
      opened.push(store);
      return store;
    };
    return {
      store: await open(),
      reopen: open,
      async dispose() {
        await Promise.all(opened.map((store) => store.close()));
        folder.remove();
      },
    };
  },
});
