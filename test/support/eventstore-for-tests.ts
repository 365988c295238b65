/** The EventStoreDB of a test run: where one is to be had, and its start. */
import { dockerAnswers } from './docker.ts';
import { findEventStoreProgram, startEventStore } from './eventstore-server.ts';
import type { Requirement } from './requirement.ts';

/** `esdb://…` of a server that tests may fill; set by whoever has one, else by the set-up of the run. */
export const EVENTSTORE_ADDRESS_VARIABLE = 'STOCKBOOK_TEST_EVENTSTORE';

const IMAGE = 'eventstore/eventstore:23.10.8-jammy';
const CONTAINER_PORT = 2113;

/** For suites that need some server. */
export const EVENTSTORE: Requirement = {
  name: 'EventStoreDB',
  async missing() {
    if (process.env[EVENTSTORE_ADDRESS_VARIABLE]) return undefined;
    if (findEventStoreProgram() !== undefined || (await dockerAnswers())) return undefined;
    return `${EVENTSTORE_ADDRESS_VARIABLE} names no server, no program "eventstored" is on the PATH, and Docker does not answer`;
  },
};

/** For suites that kill their server and start it again. */
export const EVENTSTORE_PROGRAM: Requirement = {
  name: 'EventStoreDB, to be killed',
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
  if (findEventStoreProgram() !== undefined) {
    const server = await startEventStore();
    await server.start();
    process.env[EVENTSTORE_ADDRESS_VARIABLE] = server.address;
    return () => server.kill();
  }
  if (await dockerAnswers()) return startContainer();
  return async () => {};
}

async function startContainer(): Promise<() => Promise<void>> {
  // Loaded only where it is wanted.
  const { GenericContainer, Wait } = await import('testcontainers');
  const container = await new GenericContainer(IMAGE)
    .withCommand(['--insecure', '--mem-db', '--run-projections=None'])
    .withExposedPorts(CONTAINER_PORT)
    .withWaitStrategy(Wait.forHttp('/health/live', CONTAINER_PORT).forStatusCode(204))
    .start();
  const port = container.getMappedPort(CONTAINER_PORT);
  process.env[EVENTSTORE_ADDRESS_VARIABLE] = `esdb://${container.getHost()}:${port}?tls=false`;
  return async () => {
    await container.stop();
  };
}
