import type { Contender } from './contender.ts';
import { HttpConnections } from './http-connections.ts';
import { type ServerProcess, startServer } from './server-process.ts';

export interface HttpCommandsSettings {
  readonly name: string;
  /** Keep-alive connections; as many as there are callers. */
  readonly connections: number;
  /** Arguments to Node that start the server, which then prints `listening on http://…`. */
  readonly command: () => Promise<readonly string[]>;
  /** Runs once the server answers: products and warehouses that the requests need. */
  readonly prepare?: (url: string) => Promise<void>;
  /** The requests are spread over this many skus, `SKU-0` and on. */
  readonly products?: number;
}

/** AdjustLevel over HTTP against a server in a process of its own, each request with a new Idempotency-Key. */
export function httpCommands(settings: HttpCommandsSettings): Contender {
  const { name, products = 1000 } = settings;
  let server: ServerProcess;
  let connections: HttpConnections;

  return {
    name,
    async setup() {
      server = await startServer(await settings.command());
      await settings.prepare?.(server.url);
      connections = new HttpConnections(server.url);
      await connections.open(settings.connections);
    },
    op: (index) =>
      connections.post(
        '/v1/commands/AdjustLevel',
        `Idempotency-Key: bench-${index}\r\n`,
        `{"sku":"SKU-${index % products}","warehouse":"MAIN","quantity":"5","reason":"found while counting the shelf"}`,
      ),
    async teardown() {
      connections?.close();
      await server?.stop();
    },
  };
}
