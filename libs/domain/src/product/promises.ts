/**
 * What is promised to orders: found by order, and at each level in the order in which it was recorded.
 *
 * At a level, backorders are filled oldest first and a loss backorders the newest first. So along the list of a
 * level's promises there is one border: before it all is there, after it nothing is, and the border moves promise by
 * promise. Nothing here searches: each operation costs as much as the promises it changes.
 */
import { minimum, type Quantity, ZERO } from '../shared/quantity.ts';
import { type EndedSteps, endedStep, noteEnded } from './ended-steps.ts';
import type { Level, StockPromise } from './level.ts';

export interface Promises {
  /** Each order's latest promise; the others hang on it. */
  readonly latest: Map<string, StockPromise>;
  /** Last steps of orders to which nothing is promised any more. */
  ended: EndedSteps;
}

export const noPromises = (): Promises => ({ latest: new Map(), ended: null });

/** The last step of the order that was recorded here; −1 when none is known. */
export function lastStepOf({ latest, ended }: Promises, orderId: string): number {
  const step = latest.get(orderId)?.lastStep;
  return step ?? endedStep(ended, orderId) ?? -1;
}

/** Notes that a step of the order was recorded here. */
export function noteStep(promises: Promises, orderId: string, step: number): void {
  const latest = promises.latest.get(orderId);
  if (latest !== undefined) latest.lastStep = step;
  else promises.ended = noteEnded(promises.ended, orderId, step);
}

/** What is promised to the order, the latest promise first. */
export function* promisesTo({ latest }: Promises, orderId: string): Generator<StockPromise> {
  for (let promise = latest.get(orderId) ?? null; promise !== null; promise = promise.earlier) yield promise;
}

/** What is backordered at the level, the oldest promise first. */
export function* backorderedAt(level: Level): Generator<StockPromise> {
  for (let promise = level.oldestBackordered; promise !== null; promise = promise.after) {
    if (promise.backordered > ZERO) yield promise;
  }
}

/** Promises at the level of which some is there, the newest first. */
export function* coveredAt(level: Level): Generator<StockPromise> {
  for (let promise = level.oldestBackordered ?? level.newest; promise !== null; promise = promise.before) {
    if (promise.quantity > promise.backordered) yield promise;
  }
}

/** What a promise is made of. */
export type NewPromise = Pick<
  StockPromise,
  'orderId' | 'operation' | 'level' | 'recordedAt' | 'quantity' | 'backordered'
>;

/** Records a promise: the newest at its level, and the order's latest. */
export function makePromise(promises: Promises, made: NewPromise): void {
  const { operation, level, recordedAt, quantity, backordered } = made;
  const earlier = promises.latest.get(made.orderId) ?? null;
  const promise: StockPromise = {
    orderId: earlier?.orderId ?? made.orderId,
    operation,
    level,
    recordedAt,
    quantity,
    backordered,
    before: level.newest,
    after: null,
    earlier,
    lastStep: earlier?.lastStep ?? -1,
  };
  if (level.newest === null) level.oldest = promise;
  else level.newest.after = promise;
  level.newest = promise;
  level.backordered += backordered;
  if (backordered > ZERO) level.oldestBackordered ??= promise;
  promises.latest.set(promise.orderId, promise);
}

/** Takes back part of what the order was promised at the level: `backordered` of it from what is not there. */
export function takeBack(
  promises: Promises,
  orderId: string,
  level: Level,
  quantity: Quantity,
  backordered: Quantity,
): void {
  let missing = backordered;
  let there = quantity - backordered;
  for (const promise of promisesTo(promises, orderId)) {
    if (promise.level !== level) continue;
    const fromMissing = minimum(missing, promise.backordered);
    const fromThere = minimum(there, promise.quantity - promise.backordered);
    missing -= fromMissing;
    there -= fromThere;
    promise.quantity -= fromMissing + fromThere;
    setBackordered(promise, promise.backordered - fromMissing);
    if (promise.quantity === ZERO) remove(promises, promise);
  }
  if (missing > ZERO || there > ZERO) throw new RangeError(`more taken back than promised to ${orderId}`);
}

/** Part of what the order was promised at the level, and is there, has gone out: its oldest promise first. */
export function fulfil(promises: Promises, orderId: string, level: Level, quantity: Quantity): void {
  let rest = quantity;
  for (const promise of oldestFirst(promises, orderId, level)) {
    const part = minimum(rest, promise.quantity - promise.backordered);
    rest -= part;
    promise.quantity -= part;
    if (promise.quantity === ZERO) remove(promises, promise);
  }
  if (rest > ZERO) throw new RangeError(`more shipped than was there for ${orderId}`);
}

/**
 * What is backordered at one level is promised at another instead, the order's oldest promise first. It is the newest
 * there, and still part of the operation that it was promised to.
 */
export function movePromises(
  promises: Promises,
  orderId: string,
  {
    source,
    target,
    recordedAt,
    quantity,
  }: {
    readonly source: Level;
    readonly target: Level;
    readonly recordedAt: number;
    readonly quantity: Quantity;
  },
): void {
  let rest = quantity;
  for (const promise of oldestFirst(promises, orderId, source)) {
    const part = minimum(rest, promise.backordered);
    if (part === ZERO) continue;
    rest -= part;
    const { operation } = promise;
    makePromise(promises, {
      orderId,
      operation,
      level: target,
      recordedAt,
      quantity: part,
      backordered: part,
    });
    promise.quantity -= part;
    setBackordered(promise, promise.backordered - part);
    if (promise.quantity === ZERO) remove(promises, promise);
  }
  if (rest > ZERO) throw new RangeError(`more moved than backordered by ${orderId}`);
}

/** What was not there has come: the order's oldest promise at the level first. */
export function fillPromises(promises: Promises, orderId: string, level: Level, quantity: Quantity): void {
  let rest = quantity;
  for (const promise of oldestFirst(promises, orderId, level)) {
    const filled = minimum(rest, promise.backordered);
    rest -= filled;
    setBackordered(promise, promise.backordered - filled);
  }
  if (rest > ZERO) throw new RangeError(`more filled than backordered by ${orderId}`);
}

/** What was there is lost: the order's newest promise at the level first. */
export function losePromises(promises: Promises, orderId: string, level: Level, quantity: Quantity): void {
  let rest = quantity;
  for (const promise of promisesTo(promises, orderId)) {
    if (promise.level !== level) continue;
    const lost = minimum(rest, promise.quantity - promise.backordered);
    rest -= lost;
    setBackordered(promise, promise.backordered + lost);
  }
  if (rest > ZERO) throw new RangeError(`more lost than promised to ${orderId}`);
}

function oldestFirst(promises: Promises, orderId: string, level: Level): StockPromise[] {
  const there: StockPromise[] = [];
  for (const promise of promisesTo(promises, orderId)) if (promise.level === level) there.push(promise);
  return there.reverse();
}

/** Changes how much of a promise is not there, and moves the level's border accordingly. */
function setBackordered(promise: StockPromise, backordered: Quantity): void {
  const { level } = promise;
  level.backordered += backordered - promise.backordered;
  promise.backordered = backordered;
  if (backordered === ZERO) {
    if (level.oldestBackordered === promise) level.oldestBackordered = nextBackordered(promise);
  } else if (level.oldestBackordered === null || promise.recordedAt < level.oldestBackordered.recordedAt) {
    level.oldestBackordered = promise;
  }
}

function nextBackordered(promise: StockPromise): StockPromise | null {
  let next = promise.after;
  while (next !== null && next.backordered === ZERO) next = next.after;
  return next;
}

function remove(promises: Promises, promise: StockPromise): void {
  const { level, before, after } = promise;
  if (before === null) level.oldest = after;
  else before.after = after;
  if (after === null) level.newest = before;
  else after.before = before;
  removeFromOrder(promises, promise);
}

/** Takes the promise off the order's chain; the latest one carries the order's last step. */
function removeFromOrder({ latest }: Promises, promise: StockPromise): void {
  const head = latest.get(promise.orderId) ?? null;
  if (head === promise) {
    if (promise.earlier === null) {
      latest.delete(promise.orderId);
      return;
    }
    promise.earlier.lastStep = promise.lastStep;
    latest.set(promise.orderId, promise.earlier);
    return;
  }
  for (let later = head; later !== null; later = later.earlier) {
    if (later.earlier === promise) later.earlier = promise.earlier;
  }
}
