import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const HEAD_END = '\r\n\r\n';

/**
 * Keep-alive connections that carry one request at a time, on bare sockets: the load shares two cores with the
 * server it measures, and a full HTTP client would take more of them than some servers do. It reads only what
 * JSON answers of a known length need, and fails loudly on anything else.
 */
export class HttpConnections {
  private readonly url: URL;
  private readonly all = new Set<Connection>();
  private readonly idle: Connection[] = [];

  constructor(url: string) {
    this.url = new URL(url);
  }

  async open(count: number): Promise<void> {
    this.idle.push(...(await Promise.all(Array.from({ length: count }, () => this.connect()))));
  }

  /** @param extraHeaders whole lines, each with its CRLF. @throws unless the answer is 200. */
  async post(path: string, extraHeaders: string, body: string): Promise<void> {
    const connection = this.takeIdle() ?? (await this.connect());
    const { status, body: answer } = await connection.send(
      `POST ${path} HTTP/1.1\r\nHost: ${this.url.host}\r\nContent-Type: application/json\r\n` +
        `${extraHeaders}Content-Length: ${Buffer.byteLength(body)}${HEAD_END}${body}`,
    );
    this.idle.push(connection);
    if (status !== 200) throw new Error(`POST ${path} was answered with ${status}: ${answer.slice(0, 500)}`);
  }

  close(): void {
    for (const connection of this.all) connection.socket.destroy();
  }

  /** A server may close a connection that was idle between rounds; such a one is passed over. */
  private takeIdle(): Connection | undefined {
    let connection = this.idle.pop();
    while (connection?.socket.destroyed || connection?.socket.readableEnded) connection = this.idle.pop();
    return connection;
  }

  private async connect(): Promise<Connection> {
    const socket = connect({ host: this.url.hostname, port: Number(this.url.port), noDelay: true });
    await once(socket, 'connect');
    const connection = new Connection(socket);
    this.all.add(connection);
    socket.once('close', () => this.all.delete(connection));
    return connection;
  }
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

class Connection {
  readonly socket: Socket;
  private received = '';
  private waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined;

  constructor(socket: Socket) {
    this.socket = socket;
    // One character a byte, so that lengths in the headers can be compared with those of strings.
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.onData(text));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('the server closed the connection within a request')));
  }

  send(request: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(request);
    });
  }

  private onData(text: string): void {
    this.received += text;
    const headEnd = this.received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.received.slice(0, headEnd))?.[1];
    if (length === undefined) {
      this.fail(new Error('the answer has no Content-Length'));
      return;
    }
    const end = headEnd + HEAD_END.length + Number(length);
    if (this.received.length < end) return;
    const answer = {
      status: Number(this.received.slice(9, 12)),
      body: this.received.slice(headEnd + HEAD_END.length, end),
    };
    this.received = this.received.slice(end);
    const { waiting } = this;
    this.waiting = undefined;
    waiting?.resolve(answer);
  }

  private fail(error: Error): void {
    this.waiting?.reject(error);
    this.waiting = undefined;
    this.socket.destroy();
  }
}
