import { describe } from '@jest/globals';
import { EVENTSTORE, eventStoreAddress } from '../../../../test/support/eventstore-for-tests.ts';
import { notRun } from '../../../../test/support/requirement.ts';
import type { EventStore } from '../port.ts';
import { eventStoreConformance } from '../testing/conformance.ts';
import { openEventStoreDbEventStore } from './open.ts';

const reason = await EVENTSTORE.missing();

if (reason !== undefined) {
  notRun('EventStoreDB event store', reason);
} else {
  describe('on a real server', () => {
    eventStoreConformance({
      name: 'EventStoreDB',
      capabilities: { staging: false, commandIndex: false },
      histories: 6,
      async open({ clock }) {
        const opened: EventStore[] = [];
        const open = async () => {
          const store = await openEventStoreDbEventStore({
            address: eventStoreAddress(),
            ...(clock && { clock }),
          });
          opened.push(store);
          return store;
        };
        return {
          store: await open(),
          reopen: open,
          async dispose() {
            await Promise.all(opened.map((store) => store.close()));
          },
        };
      },
    });
  });
}
