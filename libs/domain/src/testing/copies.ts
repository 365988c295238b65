/** For tests: what a copy of a product's state has to do with the original. */
import { copyProduct } from '../product/copy.ts';
import { productDefinition } from '../product/definition.ts';
import type { ProductEvent } from '../product/events.ts';
import type { ProductState } from '../product/state.ts';
import { expectSame } from './expect-same.ts';
import { snapshotOf } from './snapshot.ts';

/** Half-way through the events the state is copied: whichever of the two goes on, the other stays as it was. */
export function checkCopyHalfWay(events: readonly ProductEvent[]): void {
  const half = Math.ceil(events.length / 2);
  const original = fold(null, events.slice(0, half));
  const rest = events.slice(half);
  const before = snapshotOf(original);
  const copy = copyProduct(original);
  const kept = copyProduct(original);
  expectSame(snapshotOf(copy), before);
  const end = snapshotOf(fold(copy, rest));
  expectSame(snapshotOf(original), before);
  expectSame(snapshotOf(fold(original, rest)), end);
  expectSame(snapshotOf(kept), before);
}

function fold(product: ProductState | null, events: readonly ProductEvent[]): ProductState {
  let state = product;
  for (const event of events) state = productDefinition.evolve(state, event);
  if (state === null) throw new RangeError('not registered');
  return state;
}
