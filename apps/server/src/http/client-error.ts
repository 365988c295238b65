import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { PROBLEM_JSON, type Problem, problem } from '../problem/problem.ts';

/** Answers what is no HTTP request at all, on the bare socket: nothing else has seen it. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswering(socket)) {
    socket.destroy();
    return;
  }
  const found = problemOf(error);
  const body = JSON.stringify(found);
  const head = [
    `HTTP/1.1 ${found.status} ${STATUS_CODES[found.status]}`,
    `Content-Type: ${PROBLEM_JSON}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function problemOf({ code, message }: Error & { code?: string }): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return problem('HEADERS_TOO_LARGE', 'the headers, or the address, are longer than is taken here');
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return problem('TOO_LARGE', 'the chunk extensions of the body are larger than is taken here');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return problem('TIMED_OUT', 'the request did not arrive in time');
    default:
      return problem(
        'VALIDATION_FAILED',
        `this is no HTTP request: ${message.replace(/^Parse Error: /, '')}`,
      );
  }
}

/** Whether a response to an earlier part of the connection has begun: anything more would garble it. */
function isAnswering(socket: Socket & { _httpMessage?: { headersSent?: boolean } | null }): boolean {
  return socket._httpMessage?.headersSent === true;
}
