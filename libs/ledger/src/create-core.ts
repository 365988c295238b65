import type { Core } from './core.ts';
import { sheetsKind } from './count-sheets/sheets-kind.ts';
import { newCounters } from './counters.ts';
import { productKind } from './decisions/product-kind.ts';
import { Directory } from './directory/directory.ts';
import { HoldExpiry, SYSTEM_ALARM } from './holds/expiry.ts';
import { holdKind } from './holds/hold-kind.ts';
import { indexOfStore } from './idempotency/command-index.ts';
import { KeyedTurns } from './keyed-turns.ts';
import type { LedgerOptions } from './ledger.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { Durability } from './mailbox/durability.ts';
import { StateCache } from './mailbox/state-cache.ts';
import { orderKind } from './orders/order-kind.ts';
import { driveToEnd } from './orders/resume.ts';
import { Reevaluations } from './reevaluation/reevaluations.ts';
import { transferKind } from './transfers/transfer-kind.ts';

/** Puts the parts together. Nothing is read before the first command. */
export function createCore(options: LedgerOptions): Core {
  const { store, commandIndex, limits, log, clock, alarm, ...ports } = options;
  const counters = newCounters();
  const allLimits = { ...DEFAULT_LIMITS, ...limits };
  const durability = new Durability((cause) => {
    counters.flushFailures += 1;
    core.products.dropStaged();
    core.orders.dropStaged();
    core.transfers.dropStaged();
    core.sheets.dropStaged();
    core.holds.dropStaged();
    core.directory.dropStaged();
    core.log({
      level: 'error',
      message: 'a flush failed: what was staged is not in the log',
      cause: `${cause}`,
    });
  });
  const setting = {
    store,
    durability,
    limits: allLimits,
    counters,
    loadings: { count: 0 },
    beforeDeciding: (optionsVersion: number) => core.directory.ready(optionsVersion),
  };
  const core: Core = {
    get reevaluations() {
      return reevaluations;
    },
    get expiry() {
      return expiry;
    },
    store,
    durability,
    setting,
    directory: new Directory(setting),
    products: new StateCache(productKind, setting),
    orders: new StateCache(orderKind, setting),
    transfers: new StateCache(transferKind, setting),
    sheets: new StateCache(sheetsKind, setting),
    holds: new StateCache(holdKind, setting),
    commandIndex: commandIndex ?? indexOfStore(store),
    turns: new KeyedTurns(),
    driveOrder: (orderId) => driveToEnd(core, orderId),
    unfinished: new Set(),
    limits: allLimits,
    counters,
    loadings: () => setting.loadings.count,
    log: log ?? (() => {}),
    ports,
  };
  const reevaluations = new Reevaluations(core);
  const expiry = new HoldExpiry(core, clock ?? Date.now, alarm ?? SYSTEM_ALARM);
  return core;
}
