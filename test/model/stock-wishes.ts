/** Wishes about levels: what is counted, found or lost, also at an earlier time. */
import { allocatedAt, heldAt, onHandAt } from './reference/levels.ts';
import type { Fact, LevelName, PlainCommand, Shop } from './reference/shop.ts';
import { oneOf, type StockWish, type Wish } from './wishes.ts';

const SECOND_MS = 1000;
const NOWHERE: LevelName = { sku: 'A', unit: 'item', warehouse: 'main' };

export function fulfilOnStock(shop: Shop, wish: Wish<StockWish>): PlainCommand {
  const { which, picks } = wish;
  const [pick] = picks;
  const quantity = pick?.quantity ?? 1;
  const signed = `${pick?.isMore === false ? -quantity : quantity}`;
  switch (wish.wish) {
    case 'ReceiveTransfer':
      return receipt(shop, wish);
    case 'CountSeen': {
      const level = levelOf(oneOf(shop.facts.toReversed(), which));
      const counted = String(onHandAt(shop, level) + (picks.length > 1 ? quantity : 0));
      return { type: 'CountLevel', ...level, counted, ...seen(shop, level, wish) };
    }
    case 'AdjustBackdated': {
      const { level, effectiveAt } = momentOf(shop, wish);
      return { type: 'AdjustLevel', ...level, quantity: signed, reason: 'found', effectiveAt };
    }
    case 'CountBackdated': {
      const { level, effectiveAt } = momentOf(shop, wish);
      const counted = String(Math.max(0, onHandAt(shop, level) + (which - 2)));
      return {
        type: 'CountLevel',
        ...level,
        counted,
        effectiveAt,
        ...(which === 0 && seen(shop, level, wish)),
      };
    }
    case 'LoseWhatIsPromised': {
      const level = levelOf(oneOf([...shop.held, ...shop.promises].reverse(), which));
      const onHand = onHandAt(shop, level);
      const spare = onHand - allocatedAt(shop, level) - heldAt(shop, level);
      const lost = Math.min(onHand, Math.max(0, spare) + quantity);
      return { type: 'AdjustLevel', ...level, quantity: `${-lost}`, reason: 'lost' };
    }
    case 'CountLines':
      return lines(shop, wish);
    case 'CloseCountSheet': {
      const { sheetId, warehouse } = openSheet(shop, wish);
      return { type: 'CloseCountSheet', sheetId, warehouse, ...(which === 0 && { keepCount: true }) };
    }
  }
}

const levelOf = ({ sku, unit, warehouse }: LevelName = NOWHERE): LevelName => ({ sku, unit, warehouse });

/** What a counter saw: a revision that there was or is still to come, a quantity that is there or not. */
function seen(shop: Shop, level: LevelName, { which, picks }: Wish<StockWish>) {
  const [pick] = picks;
  const revisions = shop.seen.filter(({ sku }) => sku === level.sku).toReversed();
  const revision = oneOf(revisions.slice(0, 1 + which), which)?.revision;
  const isToCome = picks.length === 3 && pick?.which === 3;
  const quantity = onHandAt(shop, level) + (pick?.which === 1 ? 1 : 0);
  return {
    seen: {
      ...(revision !== undefined && { revision: isToCome ? revision + 1000 : revision }),
      ...(pick?.isMore === true && { quantity: `${quantity}` }),
    },
    ...(pick?.which === 2 && { keepCount: true }),
  };
}

/** A level, and a moment about which something happened there, or that is still to come. */
function momentOf(shop: Shop, { which, picks }: Wish<StockWish>) {
  const [pick, other] = picks;
  const counts = shop.facts.filter(({ isCount }) => isCount);
  const among = which % 2 === 0 && counts.length > 0 ? counts : shop.facts;
  const fact: Fact | undefined = oneOf(among.toReversed(), which + (other?.which ?? 0));
  const level = levelOf(fact);
  const own = shop.facts.filter(({ sku, warehouse }) => sku === level.sku && warehouse === level.warehouse);
  const at = oneOf(own.toReversed(), pick?.which ?? 1)?.at ?? shop.nowMs;
  const shifted = at + ((pick?.quantity ?? 2) - 2) * (SECOND_MS / 2);
  const isToCome = picks.length === 3 && other?.which === 3;
  const time = isToCome ? shop.nowMs + SECOND_MS : Math.min(shifted, shop.nowMs);
  return { level, effectiveAt: new Date(time).toISOString() };
}

/** What is on its way arrives. */
function receipt(shop: Shop, { which, picks }: Wish<StockWish>): PlainCommand {
  const onTheWay = [...shop.transfers.values()].filter(
    ({ dispatched, received, discrepancy }) => dispatched > received + discrepancy,
  );
  const transfer = oneOf(onTheWay, which);
  const { transferId = 'T1', sku = 'A', dispatched = 1, received = 0 } = transfer ?? {};
  const quantity = picks.length === 0 ? dispatched - received : Math.min(dispatched - received, 1);
  return {
    type: 'ReceiveTransfer',
    transferId,
    sku,
    quantity: `${quantity}`,
    ...(picks.length === 2 && { discrepancyReason: 'lost' }),
  };
}

const openSheet = ({ sheets }: Shop, { which }: Wish<StockWish>) =>
  oneOf(
    sheets.filter(({ status }) => status === 'open'),
    which,
  ) ?? { sheetId: 'S1', warehouse: 'main' };

/** Levels of the sheet's warehouse are counted: as they are, or otherwise. */
function lines(shop: Shop, wish: Wish<StockWish>): PlainCommand {
  const { sheetId, warehouse } = openSheet(shop, wish);
  const levels = ['A item', 'B piece', 'B box', 'C kg', 'C sack'];
  const picks = wish.picks.length > 0 ? wish.picks : [{ which: wish.which, quantity: 1, isMore: true }];
  const counted = picks.map((pick) => {
    const [sku = '', unit = ''] = oneOf(levels, pick.which + wish.which)?.split(' ') ?? [];
    const onHand = onHandAt(shop, { sku, unit, warehouse });
    const quantity = pick.isMore ? onHand : pick.quantity;
    const isSeen = pick.quantity === 3;
    return {
      sku,
      unit,
      counted: `${quantity}`,
      ...(isSeen && withoutKeeping(shop, { sku, unit, warehouse }, wish)),
    };
  });
  return { type: 'CountLines', sheetId, warehouse, lines: counted };
}

function withoutKeeping(shop: Shop, level: LevelName, wish: Wish<StockWish>) {
  const { seen: saw } = seen(shop, level, wish);
  return { seen: saw };
}
