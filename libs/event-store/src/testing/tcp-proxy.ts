/**
 * A proxy on loopback before a real server, that loses what a network loses only by chance.
 */
import { once } from 'node:events';
import { connect as connectTo, createServer, type Server, type Socket } from 'node:net';

export class TcpProxy {
  readonly #server: Server;
  readonly #target: number;
  readonly #pairs = new Set<{ readonly client: Socket; readonly server: Socket }>();
  #losesAnswers = false;
  #refuses = false;
  #answersLeft = Number.POSITIVE_INFINITY;

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((client) => this.#connect(client));
  }

  /** @param target the server's port on 127.0.0.1. */
  static async before(target: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy is closed');
    return address.port;
  }

  /** How many connections there are. */
  get connections(): number {
    return this.#pairs.size;
  }

  /** From now on the server is heard no more, though it still hears: what is sent is done, and never answered. */
  loseAnswers(): void {
    this.#losesAnswers = true;
  }

  /** Lets so many more bytes of answers through, then breaks every connection. */
  breakAfter(bytes: number): void {
    this.#answersLeft = bytes;
  }

  /** Breaks every connection; further ones are refused until {@link heal}. */
  cut(): void {
    this.#refuses = true;
    this.breakAll();
  }

  breakAll(): void {
    for (const { client, server } of this.#pairs) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
  }

  /** All is well again; connections whose answers were lost break. */
  heal(): void {
    this.#losesAnswers = false;
    this.#refuses = false;
    this.#answersLeft = Number.POSITIVE_INFINITY;
    this.breakAll();
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #connect(client: Socket): void {
    if (this.#refuses) {
      client.resetAndDestroy();
      return;
    }
    const server = connectTo(this.#target, '127.0.0.1');
    const pair = { client, server };
    this.#pairs.add(pair);
    client.on('data', (data) => server.write(data));
    server.on('data', (data) => this.#answer(client, data));
    for (const socket of [client, server]) {
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#pairs.delete(pair);
        client.destroy();
        server.destroy();
      });
    }
  }

  #answer(client: Socket, data: Buffer): void {
    if (this.#losesAnswers) return;
    this.#answersLeft -= data.length;
    if (this.#answersLeft < 0) {
      this.#answersLeft = Number.POSITIVE_INFINITY;
      this.breakAll();
    } else {
      client.write(data);
    }
  }
}
