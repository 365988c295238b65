import { randomUUID } from 'node:crypto';
import {
  foundingCommands,
  type HoldState,
  holdStream,
  type OrderState,
  orderStream,
  type ProductState,
  type ProductsOf,
  productStream,
  type Scopes,
} from '#domain';
import type { BulkItem, BulkOptions, BulkResult } from './bulk/bulk.ts';
import { executeMany } from './bulk/execute-many.ts';
import { begin, carryOut } from './carry-out.ts';
import { fingerprint } from './commands/fingerprint.ts';
import type { Core } from './core.ts';
import type { Counters } from './counters.ts';
import { type DirectoryLag, type Follower, follow } from './directory/follow.ts';
import type { Envelope } from './envelope.ts';
import { overloaded, shuttingDown, unavailableFrom } from './failures.ts';
import { InFlight } from './idempotency/in-flight.ts';
import { withOwnPosition } from './idempotency/own-position.ts';
import type { Ledger, LedgerOptions } from './ledger.ts';
import { loadWithKits } from './load-products.ts';
import { type Outcome, unavailable } from './outcome.ts';
import { idempotencyConflict } from './provisional.ts';
import { Recovery } from './recovery/recovery.ts';
import { Turnstile } from './turnstile.ts';

/** Of the commands that the ledger gives to itself. */
const OWN_ACTOR = 'stockbook';

/** Told as soon as a command is decided, before it is durable; whatever is sent then comes after it. */
export type OnDecided = (outcome: Outcome) => void;

/** The ledger at work: lets commands in, keeps repeats apart, answers when what was decided is durable. */
export class RunningLedger implements Ledger {
  readonly #core: Core;
  readonly #clock: () => number;
  readonly #newId: () => string;
  readonly #inFlight = new InFlight();
  readonly #recovery: Recovery;
  readonly #turnstile = new Turnstile();
  #follower: Follower | undefined;
  #isOpen = false;
  #onIdle: (() => void) | undefined;
  #lastMs = Number.NaN;
  #lastInstant = '';

  constructor(core: Core, { clock, newId }: Pick<LedgerOptions, 'clock' | 'newId'>) {
    this.#core = core;
    this.#clock = clock ?? Date.now;
    this.#newId = newId ?? (() => `stockbook:${randomUUID()}`);
    this.#recovery = new Recovery(core);
  }

  async start(): Promise<void> {
    const { directory, store } = this.#core;
    await directory.ready(0);
    this.#isOpen = true;
    for (const { commandId, command } of foundingCommands) {
      const outcome = await this.execute({ command, commandId, actor: OWN_ACTOR });
      if (outcome.kind === 'unavailable') throw new Error(`the ledger cannot start: ${outcome.message}`);
    }
    this.#follower = follow(directory, store);
    await this.#recovery.start();
    await this.#core.reevaluations.recover();
  }

  execute(envelope: Envelope): Promise<Outcome> {
    return this.run(envelope);
  }

  executeMany<Tag>(
    items: Iterable<BulkItem<Tag>> | AsyncIterable<BulkItem<Tag>>,
    options: BulkOptions = {},
  ): AsyncIterable<BulkResult<Tag>> {
    return executeMany(this.#core, (envelope, onDecided) => this.run(envelope, onDecided), items, options);
  }

  /** Carries a command out. Resolves when it is durable, and tells before that when it is decided. */
  run(envelope: Envelope, onDecided?: OnDecided): Promise<Outcome> {
    const { commandId } = envelope;
    const commandHash = fingerprint(envelope.command, envelope.expectedRevision);
    if (commandId === undefined) return this.#run(envelope, this.#newId(), commandHash, onDecided);
    return this.#inFlight.once(
      commandId,
      commandHash,
      () => this.#run(envelope, commandId, commandHash, onDecided),
      (first, isSame) => {
        const outcome = this.#repeat(envelope, commandHash, first, isSame);
        if (outcome !== undefined) onDecided?.(outcome);
        return outcome;
      },
    );
  }

  async product(sku: string): Promise<ProductState | null> {
    return this.#core.products.mailbox(productStream(sku)).look();
  }

  async products(skus: Iterable<string>): Promise<ProductsOf> {
    return loadWithKits(this.#core, skus);
  }

  async order(orderId: string): Promise<OrderState | null> {
    return this.#core.orders.mailbox(orderStream(orderId)).look();
  }

  async hold(holdId: string): Promise<HoldState | null> {
    return this.#core.holds.mailbox(holdStream(holdId)).look();
  }

  scopes(): Scopes {
    return this.#core.directory.scopes;
  }

  async lag(): Promise<DirectoryLag> {
    return (await this.#follower?.lag()) ?? { behindMs: 0 };
  }

  get counters(): Readonly<Counters> {
    return this.#core.counters;
  }

  async stop(): Promise<void> {
    this.#isOpen = false;
    await this.#core.expiry.stop();
    await this.#recovery.stop();
    if (this.#core.counters.commandsUnderWay > 0) {
      await new Promise<void>((resolve) => {
        this.#onIdle = resolve;
      });
    }
    await this.#core.reevaluations.stop();
    await this.#follower?.stop();
  }

  async #run(
    envelope: Envelope,
    commandId: string,
    commandHash: string,
    onDecided?: OnDecided,
  ): Promise<Outcome> {
    const { counters, durability } = this.#core;
    counters.commandsUnderWay += 1;
    let outcome: Outcome;
    try {
      this.#letIn();
      const now = envelope.decidedAt ?? this.#now();
      const expiry = this.#core.expiry.upTo(now);
      if (expiry !== undefined) await expiry;
      const begun = begin(this.#core, envelope, { commandId, commandHash, now });
      const provisional = await carryOut(this.#core, begun);
      onDecided?.(provisional.outcome);
      if (provisional.staged !== undefined) {
        await durability.reached(provisional.staged);
        await this.#turnstile.pass();
      }
      outcome = await withOwnPosition(this.#core, begun, provisional);
      // An order or a transfer is hardly touched again soon; its stream is short to read.
      if ('orderId' in envelope.command) this.#core.orders.release(begun.stream);
      if ('transferId' in envelope.command) this.#core.transfers.release(begun.stream);
      if ('holdId' in envelope.command && !('orderId' in envelope.command))
        this.#core.holds.release(begun.stream);
    } catch (error) {
      const failure = unavailableFrom(error);
      if (failure === undefined) throw error;
      outcome = unavailable(commandId, failure);
      onDecided?.(outcome);
    } finally {
      counters.commandsUnderWay -= 1;
      if (counters.commandsUnderWay === 0) this.#onIdle?.();
    }
    count(counters, outcome);
    return outcome;
  }

  /** Many commands are begun in the same millisecond. */
  #now(): string {
    const ms = this.#clock();
    if (ms !== this.#lastMs) {
      this.#lastMs = ms;
      this.#lastInstant = new Date(ms).toISOString();
    }
    return this.#lastInstant;
  }

  /** @throws LedgerUnavailableError when no more commands are taken. */
  #letIn(): void {
    const { commandsUnderWay } = this.#core.counters;
    if (!this.#isOpen) throw shuttingDown();
    if (commandsUnderWay > this.#core.limits.commandsMax) throw overloaded(commandsUnderWay - 1);
  }

  /** What a repeat gets of a command that was under way: its outcome, if that is on record. */
  #repeat(envelope: Envelope, commandHash: string, first: Outcome, isSame: boolean): Outcome | undefined {
    const isOnRecord = first.kind === 'done' || (first.kind === 'refused' && first.position !== undefined);
    if (isSame && (isOnRecord || first.kind === 'unavailable')) {
      this.#core.counters.commandsRepeated += 1;
      return first;
    }
    if (!isOnRecord) return undefined;
    const { commandId } = first.kind === 'done' ? first.answer : first;
    return idempotencyConflict(begin(this.#core, envelope, { commandId, commandHash, now: '' }));
  }
}

function count(counters: Counters, { kind }: Outcome): void {
  if (kind === 'done') counters.commandsDone += 1;
  else if (kind === 'refused') counters.commandsRefused += 1;
  else if (kind === 'conflict') counters.commandsInConflict += 1;
  else counters.commandsUnavailable += 1;
}
