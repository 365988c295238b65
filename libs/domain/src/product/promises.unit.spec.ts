import { describe, expect, it } from '@jest/globals';
import { ENDED_MAX } from './ended-steps.ts';
import type { Level, StockPromise } from './level.ts';
import {
  backorderedAt,
  coveredAt,
  fillPromises,
  lastStepOf,
  losePromises,
  makePromise,
  noPromises,
  noteStep,
  takeBack,
} from './promises.ts';
import { shortfallOf } from './shortfall.ts';

const levelAt = (warehouse: string): Level => ({
  unit: 'item',
  warehouse,
  onHand: 0n,
  allocated: 0n,
  held: 0n,
  backordered: 0n,
  heldBackordered: 0n,
  movedAt: -1,
  dated: null,
  oldest: null,
  newest: null,
  oldestBackordered: null,
});

/** Promises at one level: `['o1', 3n, 1n]` is 3 to the order o1 of which 1 is not there. */
function given(...made: readonly [orderId: string, quantity: bigint, backordered: bigint][]) {
  const promises = noPromises();
  const level = levelAt('main');
  made.forEach(([orderId, quantity, backordered], recordedAt) => {
    makePromise(promises, { orderId, operation: recordedAt, level, recordedAt, quantity, backordered });
  });
  return { promises, level };
}

const namesOf = (list: Iterable<StockPromise>): string[] =>
  Array.from(list, ({ orderId, quantity, backordered }) => `${orderId} ${quantity}/${backordered}`);

describe('the promises at a level', () => {
  it('have one border between what is there and what is not', () => {
    const { level } = given(['o1', 4n, 0n], ['o2', 3n, 1n], ['o3', 2n, 2n]);
    expect(level.backordered).toBe(3n);
    expect(namesOf(backorderedAt(level))).toEqual(['o2 3/1', 'o3 2/2']);
    expect(namesOf(coveredAt(level))).toEqual(['o2 3/1', 'o1 4/0']);
  });

  it('of an order that was given several are lost from the newest, filled from the oldest', () => {
    const { promises, level } = given(['o1', 4n, 0n], ['o2', 3n, 0n], ['o1', 2n, 0n]);
    losePromises(promises, 'o1', level, 3n);
    losePromises(promises, 'o2', level, 3n);
    expect(namesOf(backorderedAt(level))).toEqual(['o1 4/1', 'o2 3/3', 'o1 2/2']);
    fillPromises(promises, 'o1', level, 2n);
    expect(namesOf(backorderedAt(level))).toEqual(['o2 3/3', 'o1 2/1']);
    expect(level.backordered).toBe(4n);
  });

  it('are taken back from the latest of the order, which keeps its last step', () => {
    const { promises, level } = given(['o1', 4n, 0n], ['o2', 1n, 0n], ['o1', 2n, 1n], ['o1', 1n, 1n]);
    noteStep(promises, 'o1', 7);
    takeBack(promises, 'o1', level, 3n, 2n);
    expect(namesOf(coveredAt(level))).toEqual(['o2 1/0', 'o1 4/0']);
    expect(lastStepOf(promises, 'o1')).toBe(7);
    expect([level.backordered, level.oldestBackordered]).toEqual([0n, null]);
  });

  it('can be taken back from the middle of an order’s', () => {
    const promises = noPromises();
    const [a, b] = [levelAt('a'), levelAt('b')];
    const order = { orderId: 'o1', operation: 0, recordedAt: 0, quantity: 1n, backordered: 0n };
    for (const level of [a, b, a]) makePromise(promises, { ...order, level });
    takeBack(promises, 'o1', b, 1n, 0n);
    takeBack(promises, 'o1', a, 2n, 0n);
    expect(promises.latest.size).toBe(0);
    expect([a.oldest, a.newest, b.oldest]).toEqual([null, null, null]);
  });

  it('are never more than was promised', () => {
    const { promises, level } = given(['o1', 4n, 1n]);
    expect(() => takeBack(promises, 'o1', level, 5n, 1n)).toThrow(RangeError);
    expect(() => fillPromises(promises, 'o1', level, 2n)).toThrow(RangeError);
    expect(() => losePromises(promises, 'o2', level, 1n)).toThrow(RangeError);
  });
});

describe('the last steps of orders', () => {
  it('are remembered while something is promised, and for the latest orders after that', () => {
    const { promises, level } = given(['o1', 4n, 0n]);
    noteStep(promises, 'o1', 0);
    for (let n = 0; n < 3 * ENDED_MAX; n++) noteStep(promises, `refused ${n}`, 1);
    expect(lastStepOf(promises, 'o1')).toBe(0);
    expect(lastStepOf(promises, 'refused 0')).toBe(-1);
    for (let n = 2 * ENDED_MAX; n < 3 * ENDED_MAX; n++) {
      expect(lastStepOf(promises, `refused ${n}`)).toBe(1);
    }
    takeBack(promises, 'o1', level, 4n, 0n);
    noteStep(promises, 'o1', 3);
    expect(lastStepOf(promises, 'o1')).toBe(3);
  });
});

describe('the shortfall of a level', () => {
  it.each([
    ['nothing is promised', { onHand: 0n, allocated: 0n, held: 0n }, 0n],
    ['all is there', { onHand: 5n, allocated: 3n, held: 2n }, 0n],
    ['part is not', { onHand: 5n, allocated: 6n, held: 2n }, 3n],
    ['what is held is missing too', { onHand: 1n, allocated: 2n, held: 9n }, 2n],
    ['what is held was never there', { onHand: 2n, allocated: 2n, held: 9n, heldBackordered: 9n }, 0n],
  ])('where %s', (_, figures, shortfall) => {
    expect(shortfallOf({ heldBackordered: 0n, ...figures })).toBe(shortfall);
  });
});
