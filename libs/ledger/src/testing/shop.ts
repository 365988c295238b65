/** A shop in a folder of its own, and the few commands that most tests need. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, parseQuantity, type Quantity } from '#domain';
import { type EventStore, openSqliteEventStore, type RecordedEvent } from '#event-store';
import { createLedger } from '../create-ledger.ts';
import type { Envelope } from '../envelope.ts';
import type { Ledger, LedgerOptions } from '../ledger.ts';
import type { Done, Outcome } from '../outcome.ts';

/** A moment that tests decide by. */
export const NOW = '2026-01-15T12:00:00.000Z';

export interface Shop extends AsyncDisposable {
  readonly ledger: Ledger;
  readonly store: EventStore;
  readonly file: string;
  /** Stops the ledger, closes the store and opens both again. */
  reopen(): Promise<Shop>;
}

/** Opens a shop in a new folder, which goes away with it. */
export async function openShop(options: Partial<LedgerOptions> = {}): Promise<Shop> {
  const folder = mkdtempSync(join(tmpdir(), 'stockbook-ledger-'));
  return shopIn(folder, options);
}

async function shopIn(folder: string, options: Partial<LedgerOptions>): Promise<Shop> {
  const file = join(folder, 'log.sqlite');
  const store = await openSqliteEventStore({ file, mode: 'writer' });
  const ledger = createLedger({ store, clock: () => Date.parse(NOW), ...options });
  await ledger.start();
  const close = async () => {
    await ledger.stop();
    await store.close();
  };
  return {
    ledger,
    store,
    file,
    async reopen() {
      await close();
      return shopIn(folder, options);
    },
    async [Symbol.asyncDispose]() {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function qty(text: string | number): Quantity {
  const quantity = parseQuantity(text);
  if (typeof quantity !== 'bigint') throw new RangeError(`no quantity: ${text}`);
  return quantity;
}

export const envelope = (command: Command, more: Partial<Envelope> = {}): Envelope => ({
  command,
  actor: 'tester',
  ...more,
});

/** Carries out a command that has to succeed. */
export async function done(ledger: Ledger, command: Command, more: Partial<Envelope> = {}): Promise<Done> {
  const outcome = await ledger.execute(envelope(command, more));
  if (outcome.kind !== 'done') throw new Error(`${command.type}: ${JSON.stringify(outcome)}`);
  return outcome;
}

/** A product with stock in `main`, whose inventory is managed. */
export async function stocked(ledger: Ledger, sku: string, quantity: string | number): Promise<void> {
  await done(ledger, { type: 'RegisterProduct', sku, name: sku });
  await done(ledger, {
    type: 'SetOption',
    scope: { level: 'product', code: sku },
    option: 'manageInventory',
    value: true,
  });
  const adjust = {
    type: 'AdjustLevel',
    sku,
    warehouse: 'main',
    quantity: qty(quantity),
    reason: 'opening',
  } as const;
  await done(ledger, adjust);
}

export const order = (orderId: string, lines: Readonly<Record<string, string | number>>): Command => ({
  type: 'SubmitOrder',
  orderId,
  website: 'default',
  lines: Object.entries(lines).map(([sku, quantity]) => ({ sku, quantity: qty(quantity) })),
});

export const submitted = (
  ledger: Ledger,
  orderId: string,
  lines: Record<string, string | number>,
  more = {},
) => ledger.execute(envelope(order(orderId, lines), more));

/** Every event of the log. */
export async function eventsOf(store: EventStore): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const page of store.readLog()) events.push(...page);
  return events;
}

export const contentHashes = async (store: EventStore): Promise<string[]> =>
  (await eventsOf(store)).map(({ contentHash }) => contentHash);

export const countOf = (outcomes: readonly Outcome[], kind: Outcome['kind']): number =>
  outcomes.filter((outcome) => outcome.kind === kind).length;

/** What is on hand and allocated of a product in `main`, in its only unit. */
export async function levelOf(ledger: Ledger, sku: string, warehouse = 'main') {
  const product = await ledger.product(sku);
  const level = product?.stock[0]?.levels.get(warehouse);
  return { onHand: level?.onHand ?? 0n, allocated: level?.allocated ?? 0n, held: level?.held ?? 0n };
}
