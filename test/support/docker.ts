import { get } from 'node:http';

const PING_MS_MAX = 2_000;

/** Whether a Docker engine answers where Docker's own tools would look for it. */
export function dockerAnswers(): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ ...dockerHost(), path: '/_ping', timeout: PING_MS_MAX }, ({ statusCode }) => {
      request.destroy();
      resolve(statusCode === 200);
    });
    request.once('error', () => resolve(false));
    request.once('timeout', () => request.destroy(new Error('Docker does not answer')));
  });
}

function dockerHost(): { readonly socketPath: string } | { readonly host: string; readonly port: string } {
  const address = process.env.DOCKER_HOST ?? 'unix:///var/run/docker.sock';
  if (address.startsWith('unix://')) return { socketPath: address.slice('unix://'.length) };
  const { hostname, port } = new URL(address);
  return { host: hostname, port };
}
