/**
 * Asks the server in the same container how it is: exits 0 where it answers 200, else 1. For probes of Docker and
 * Kubernetes, which cannot reach a server that listens on loopback only.
 *
 * `node probe.js live|ready`
 */
import { DEFAULT_PORT } from '../settings/settings.ts';

const TIMEOUT_MS = 2_500;

const [what = 'ready'] = process.argv.slice(2);
const { STOCKBOOK_PORT: port = DEFAULT_PORT } = process.env;
try {
  const response = await fetch(`http://127.0.0.1:${port}/health/${what}`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  process.exitCode = response.status === 200 ? 0 : 1;
  if (!response.ok) process.stderr.write(`${response.status} ${await response.text()}\n`);
} catch (error) {
  process.stderr.write(`no answer: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
