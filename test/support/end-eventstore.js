import { running } from './running-eventstore.js';

/** After the last test. */
export default async function endEventStore() {
  await running.end?.();
  running.end = undefined;
}
