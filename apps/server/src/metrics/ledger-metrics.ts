import { Counter, type Registry } from 'prom-client';
import type { Counters, Ledger } from '#ledger';
import { gauge } from './gauge.ts';

type Growing = Exclude<keyof Counters, 'cacheBytes' | 'commandsUnderWay' | 'reevaluationsUnderWay'>;

const COUNTERS: { readonly [Name in Growing]: readonly [metric: string, help: string] } = {
  commandsDone: ['stockbook_ledger_commands_done_total', 'Commands that were accepted.'],
  commandsRefused: ['stockbook_ledger_commands_refused_total', 'Commands that a rule refused.'],
  commandsInConflict: [
    'stockbook_ledger_commands_in_conflict_total',
    'Commands that collided with what is on record.',
  ],
  commandsUnavailable: [
    'stockbook_ledger_commands_unavailable_total',
    'Commands that could not be carried out.',
  ],
  commandsRepeated: [
    'stockbook_ledger_commands_repeated_total',
    'Commands that got their first answer again.',
  ],
  appends: ['stockbook_ledger_appends_total', 'Appends to the event store.'],
  events: ['stockbook_ledger_events_total', 'Events appended to the event store.'],
  contentions: ['stockbook_ledger_contentions_total', 'Appends that another process had come before.'],
  resends: ['stockbook_ledger_resends_total', 'Appends of unknown outcome that were sent again.'],
  flushFailures: ['stockbook_ledger_flush_failures_total', 'Flushes that failed.'],
  cacheHits: ['stockbook_ledger_cache_hits_total', 'States of streams that were found in memory.'],
  cacheMisses: [
    'stockbook_ledger_cache_misses_total',
    'States of streams that had to be folded from the log.',
  ],
  cacheEvictions: ['stockbook_ledger_cache_evictions_total', 'States of streams that made room for others.'],
  recovered: ['stockbook_ledger_recovered_total', 'Orders and closings that were found half-way and ended.'],
  productsReevaluated: [
    'stockbook_ledger_products_reevaluated_total',
    'Products that option changes have gone through.',
  ],
};

/** Shows what the ledger counts of itself. */
export function observeLedger(registry: Registry, ledger: Pick<Ledger, 'counters' | 'lag'>): void {
  for (const [counted, [name, help]] of Object.entries(COUNTERS) as [Growing, readonly [string, string]][]) {
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(ledger.counters[counted]);
      },
    });
  }
  gauge(
    registry,
    'stockbook_ledger_cache_bytes',
    'Estimated bytes of the states in memory.',
    () => ledger.counters.cacheBytes,
  );
  gauge(
    registry,
    'stockbook_ledger_commands_under_way',
    'Commands begun and not answered yet.',
    () => ledger.counters.commandsUnderWay,
  );
  gauge(
    registry,
    'stockbook_ledger_reevaluations_under_way',
    'Option changes whose products are still being re-evaluated.',
    () => ledger.counters.reevaluationsUnderWay,
  );
  gauge(
    registry,
    'stockbook_directory_lag_seconds',
    'How far the directory of options is behind the log.',
    async () => (await ledger.lag()).behindMs / 1000,
  );
}
