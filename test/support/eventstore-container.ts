/** An EventStoreDB of our own in a container, where Docker answers and there is no program. */
import { type EventStoreServer, freePort, untilItLeads } from './eventstore-server.ts';

const IMAGE = 'eventstore/eventstore:23.10.8-jammy';
const PORT = 2113;
/** Its own, in the container: it stays while the container is killed and started, and goes with it. */
const FOLDER = '/var/lib/eventstore';

/**
 * Makes a container that has not been started, on a free port of this machine, which it keeps.
 *
 * @param place absent: it keeps its data in memory.
 */
export async function eventStoreContainer(place?: 'on disk'): Promise<EventStoreServer> {
  // Loaded only where it is wanted.
  const { GenericContainer, getContainerRuntimeClient, Wait } = await import('testcontainers');
  const port = await freePort();
  const flags = ['--insecure', '--run-projections=None', '--disable-log-file', '--stats-period-sec=3600'];
  const reachable = ['--node-ip=0.0.0.0', '--replication-ip=0.0.0.0'];
  const started = await new GenericContainer(IMAGE)
    .withEnvironment({ EVENTSTORE_TELEMETRY_OPTOUT: 'true' })
    .withCommand([...flags, ...reachable, place === undefined ? '--mem-db' : `--db=${FOLDER}`])
    .withExposedPorts({ container: PORT, host: port })
    .withWaitStrategy(Wait.forHttp('/health/live', PORT).forStatusCode(204))
    .start();
  const { container: client } = await getContainerRuntimeClient();
  const container = client.getById(started.getId());
  const host = started.getHost();
  let isUp = true;
  return {
    address: `esdb://${host}:${port}?tls=false`,
    port,
    async start() {
      if (!isUp) await container.start();
      isUp = true;
      await untilItLeads(`http://${host}:${port}/info`);
    },
    async kill() {
      if (!isUp) return;
      isUp = false;
      await container.kill({ signal: 'SIGKILL' });
      await container.wait();
    },
    async end() {
      isUp = false;
      await container.remove({ force: true, v: true });
    },
  };
}
