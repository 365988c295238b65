/** The EventStoreDB of a test run: where one is to be had, and its start. */
import { dockerAnswers } from './docker.ts';
import { eventStoreContainer } from './eventstore-container.ts';
import { type EventStoreServer, findEventStoreProgram, startEventStore } from './eventstore-server.ts';
import type { Requirement } from './requirement.ts';

/** `esdb://…` of a server that tests may fill; set by whoever has one, else by the set-up of the run. */
export const EVENTSTORE_ADDRESS_VARIABLE = 'STOCKBOOK_TEST_EVENTSTORE';

/** For suites that need some server. */
export const EVENTSTORE: Requirement = {
  name: 'EventStoreDB',
  async missing() {
    if (process.env[EVENTSTORE_ADDRESS_VARIABLE]) return undefined;
    if (findEventStoreProgram() !== undefined || (await dockerAnswers())) return undefined;
    return `${EVENTSTORE_ADDRESS_VARIABLE} names no server, no program "eventstored" is on the PATH, and Docker does not answer`;
  },
};

/** For suites that kill their server and start it again: not one that somebody else has given an address of. */
export const EVENTSTORE_OF_OUR_OWN: Requirement = {
  name: 'EventStoreDB, to be killed',
  async missing() {
    if (findEventStoreProgram() !== undefined || (await dockerAnswers())) return undefined;
    return 'no program "eventstored" is on the PATH, and Docker does not answer';
  },
};

/**
 * Makes a server that a test may kill and start again, which its first start starts.
 *
 * @param folder where a program keeps its data, a container keeps it in itself; absent: in memory.
 */
export async function eventStoreOfOurOwn(folder?: string): Promise<EventStoreServer> {
  if (findEventStoreProgram() !== undefined) return startEventStore(folder);
  return eventStoreContainer(folder === undefined ? undefined : 'on disk');
}

/** For suites that look into its folder, or give it certificates. */
export const EVENTSTORE_PROGRAM: Requirement = {
  name: 'EventStoreDB, as a program',
  async missing() {
    return findEventStoreProgram() === undefined ? 'no program "eventstored" is on the PATH' : undefined;
  },
};

/** The address of the run's server. */
export function eventStoreAddress(): string {
  const address = process.env[EVENTSTORE_ADDRESS_VARIABLE];
  if (!address)
    throw new Error(`${EVENTSTORE_ADDRESS_VARIABLE} is not set: is the spec in the right project?`);
  return address;
}

/** Starts a server for the whole run and puts its address into the variable. @returns what ends it. */
export async function provideEventStore(): Promise<() => Promise<void>> {
  if (process.env[EVENTSTORE_ADDRESS_VARIABLE]) return async () => {};
  if ((await EVENTSTORE_OF_OUR_OWN.missing()) !== undefined) return async () => {};
  const server = await eventStoreOfOurOwn();
  await server.start();
  process.env[EVENTSTORE_ADDRESS_VARIABLE] = server.address;
  return () => server.end();
}
