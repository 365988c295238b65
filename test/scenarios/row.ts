import type { Shop } from './shop.ts';

/** A row of the scenarios that is run. */
export interface Row {
  readonly id: string;
  /** Given, when, then, in our own words. */
  readonly title: string;
  /** Why we do otherwise than the system it was read from; absent: we do as it does. */
  readonly differs?: string;
  readonly run: (shop: Shop) => Promise<void>;
}

export const row = (id: string, title: string, run: Row['run']): Row => ({ id, title, run });

/** A row where we differ on purpose: what we do instead is run. */
export const differing = (id: string, title: string, differs: string, run: Row['run']): Row => ({
  id,
  title,
  differs,
  run,
});
