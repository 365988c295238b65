import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Stockbook } from '../stockbook/open-stockbook.ts';
import { observeLedger } from './ledger-metrics.ts';
import { observeProjector } from './projector-metrics.ts';
import { Tally } from './tally.ts';

/** What became of a command, as counted. `invalid`: it could not be read. */
export type CommandOutcome = 'done' | 'refused' | 'conflict' | 'unavailable' | 'invalid';

/** In seconds: from a tenth of a millisecond, as fast as a disk gets, to where a client gives up. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** Everything that is measured, in Prometheus' terms. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #commands = new Tally(this.#registry, {
    name: 'stockbook_commands_total',
    help: 'Commands over HTTP by name and what became of them.',
    labelNames: ['command', 'outcome'],
  });
  readonly #commandSeconds = new Histogram({
    name: 'stockbook_command_duration_seconds',
    help: 'Time from a single command that was read to its durable answer.',
    labelNames: ['command'] as const,
    buckets: BUCKETS,
    registers: [this.#registry],
  });
  readonly #requests = new Tally(this.#registry, {
    name: 'stockbook_http_requests_total',
    help: 'HTTP requests by method, route and status.',
    labelNames: ['method', 'route', 'status'],
  });

  constructor(stockbook: Stockbook, { ofProcess }: { readonly ofProcess: boolean }) {
    const { ledger, projector } = stockbook;
    if (ofProcess) collectDefaultMetrics({ register: this.#registry });
    observeLedger(this.#registry, ledger);
    if (projector !== undefined) observeProjector(this.#registry, projector);
  }

  command(command: string, outcome: CommandOutcome): void {
    this.#commands.count(command, outcome);
  }

  commandTook(command: string, seconds: number): void {
    this.#commandSeconds.observe({ command }, seconds);
  }

  request(method: string, route: string, status: number): void {
    this.#requests.count(method, route, String(status));
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
