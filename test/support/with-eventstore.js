import buildDist from './build-dist.js';
import { provideEventStore } from './eventstore-for-tests.ts';
import { running } from './running-eventstore.js';

/** Before the first test on an event store server: the programs of this checkout, and one server for the whole run. */
export default async function withEventStore() {
  await buildDist();
  running.end ??= await provideEventStore();
}
