/** Wishes about what carts hold. */
import { NEXT } from './commands.ts';
import { availableAt } from './reference/levels.ts';
import type { Hold, PlainCommand, Shop } from './reference/shop.ts';
import { warehousesOf } from './reference/warehouses.ts';
import { type HoldWish, oneOf, type Wish, type WishedLine } from './wishes.ts';

export function fulfilOnHold(shop: Shop, wish: Wish<HoldWish>): PlainCommand {
  const open = [...shop.holds.values()].reverse().filter(({ status }) => status === 'open');
  const hold = oneOf(open, wish.which);
  const holdId = hold?.holdId ?? 'H1';
  const lines = changed(hold, wish);
  const website = hold?.website ?? 'default';
  switch (wish.wish) {
    case 'HoldAgain':
      return { type: 'HoldStock', holdId, website: otherOf(website, wish), lines, expiresInSeconds: 30 };
    case 'HoldOtherwise':
      return otherwise(shop, wish, { holdId, website });
    case 'OrderOfHold':
      return { type: 'SubmitOrder', orderId: NEXT, website: otherOf(website, wish), lines, holdId };
    case 'ReleaseHold':
      return { type: 'ReleaseHold', holdId };
  }
}

/** Now and then on another website. */
const otherOf = (website: string, { picks }: Wish<HoldWish>): string =>
  picks.length === 3 && picks[0]?.which === 0 ? 'outlet' : website;

/** What the hold has, each picked line more or less. */
function changed(hold: Hold | undefined, { picks, further }: Wish<HoldWish>): readonly WishedLine[] {
  const lines = hold?.lines ?? [];
  const kept = lines.flatMap(({ sku, unit, quantity, components }, index): readonly WishedLine[] => {
    const change = picks.find((pick) => pick.which % lines.length === index);
    const next = change === undefined ? quantity : quantity + change.quantity * (change.isMore ? 1 : -1);
    const names = components?.map((part) => part.sku);
    return next > 0
      ? [
          {
            sku,
            ...(unit !== undefined && { unit }),
            quantity: `${next}`,
            ...(names && { components: names }),
          },
        ]
      : [];
  });
  const all = further === undefined ? kept : [...kept, further];
  return all.length > 0 ? all : [{ sku: 'A', quantity: '1' }];
}

/**
 * The hold, or another, has so much of one product that it comes from several places or is not there, or less; now and
 * then on another website.
 */
function otherwise(
  shop: Shop,
  { which, picks }: Wish<HoldWish>,
  hold: Pick<Hold, 'holdId' | 'website'>,
): PlainCommand {
  const [pick, other] = picks;
  const [sku = 'B', unit = 'piece'] = (oneOf(['B piece', 'A item', 'B piece', 'C kg'], which) ?? '').split(
    ' ',
  );
  const there = warehousesOf(shop, 'default').map((warehouse) =>
    Math.max(0, availableAt(shop, { sku, unit, warehouse })),
  );
  const most = Math.ceil(there.reduce((all, each) => all + each, 0));
  const quantity = pick?.isMore === false ? pick.quantity : most - 1 + (pick?.which ?? 0);
  const isOther = other?.isMore === true;
  return {
    type: 'HoldStock',
    holdId: isOther ? `H${1 + other.which}` : hold.holdId,
    website: picks.length === 3 ? (oneOf(['default', 'outlet'], which) ?? hold.website) : hold.website,
    lines: [{ sku, unit, quantity: `${Math.max(1, quantity)}` }],
    expiresInSeconds: 60,
  };
}
