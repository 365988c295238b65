import { once } from 'node:events';
import { connect } from 'node:net';

/** What came back over a bare connection until the server closed it, or an answer of known length was whole. */
export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Sends bytes as they are, HTTP or not, and reads one answer. Nothing came back: status 0. */
export async function sendRaw(address: string, bytes: string | Uint8Array): Promise<RawAnswer> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.setEncoding('latin1');
  let text = '';
  const whole = new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      text += chunk;
      const end = text.indexOf('\r\n\r\n');
      const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end))?.[1];
      if (end >= 0 && length !== undefined && text.length >= end + 4 + Number(length)) resolve();
    });
    socket.on('error', () => resolve());
    socket.on('close', () => resolve());
  });
  socket.write(bytes);
  await whole;
  socket.destroy();
  const [head = '', ...body] = text.split('\r\n\r\n');
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0),
    head,
    body: Buffer.from(body.join('\r\n\r\n'), 'latin1').toString('utf8'),
  };
}
