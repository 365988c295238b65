/**
 * Keeps the process alive through rejections that the client leaves to nobody.
 *
 * When the connection drops while appends wait for the socket, the client rejects each of them as it should, and
 * besides a promise of its own that is out of reach; Node would end the process. Those alone are let pass, told by
 * the client's file in their stack or by the gRPC code that they carry; any other rejection still ends the process,
 * unless somebody else listens.
 */
let openClients = 0;

const CLIENT_FILES = /node_modules[\\/](@eventstore[\\/]db-client|@grpc[\\/]grpc-js)[\\/]/;

function isOfClient(reason: unknown): boolean {
  if (!(reason instanceof Error)) return false;
  const { code } = reason as { code?: unknown };
  return CLIENT_FILES.test(reason.stack ?? '') || (typeof code === 'number' && 'metadata' in reason);
}

function onUnhandledRejection(reason: unknown): void {
  if (isOfClient(reason)) return;
  // What Node does where nobody listens.
  if (process.listenerCount('unhandledRejection') === 1) throw reason;
}

/** To be called for each client that is opened. @returns what undoes it. */
export function outliveStrayRejections(): () => void {
  openClients += 1;
  if (openClients === 1) process.on('unhandledRejection', onUnhandledRejection);
  let isUndone = false;
  return () => {
    if (isUndone) return;
    isUndone = true;
    openClients -= 1;
    if (openClients === 0) process.off('unhandledRejection', onUnhandledRejection);
  };
}
