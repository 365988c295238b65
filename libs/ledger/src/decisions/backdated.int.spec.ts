import { expect, test } from '@jest/globals';
import type { Command } from '#domain';
import { createLedger } from '../create-ledger.ts';
import type { Ledger } from '../ledger.ts';
import { ServerLog, ServerStore } from '../testing/server-store.ts';
import { done, envelope, eventsOf, levelOf, openShop, qty, stocked, submitted } from '../testing/shop.ts';

/** The store stamps today, so what was recorded in a test is later than all of these. */
const LONG_AGO = '2020-01-01T00:00:00.000Z';
const LATER = '2020-02-01T00:00:00.000Z';

const adjust = (quantity: number, effectiveAt?: string): Command => ({
  type: 'AdjustLevel',
  sku: 'A',
  warehouse: 'main',
  quantity: qty(quantity),
  reason: 'late',
  ...(effectiveAt !== undefined && { effectiveAt }),
});

const count = (counted: number, effectiveAt?: string): Command => ({
  type: 'CountLevel',
  sku: 'A',
  warehouse: 'main',
  counted: qty(counted),
  ...(effectiveAt !== undefined && { effectiveAt }),
});

const refusal = (outcome: Awaited<ReturnType<typeof submitted>>) =>
  outcome.kind === 'refused' ? outcome.reasons : outcome;

test('a backdated change is compared with what the stream holds since, and absorbed by a later count', async () => {
  await using shop = await openShop();
  const { ledger, store } = shop;
  await stocked(ledger, 'A', 10);
  await done(ledger, count(8));

  const { answer } = await done(ledger, adjust(5, LONG_AGO));
  const before = (await eventsOf(store)).length;
  const refused = await ledger.execute(envelope(adjust(-6, LONG_AGO)));

  expect(answer.events).toMatchObject([
    {
      data: {
        before: { onHand: '8' },
        after: { onHand: '8' },
        effective: { at: LONG_AGO, before: { onHand: '0' }, after: { onHand: '5' } },
      },
    },
  ]);
  expect(refusal(refused)).toMatchObject([{ code: 'NEGATIVE_ON_HAND', at: LONG_AGO, onHand: '5' }]);
  expect(await eventsOf(store)).toHaveLength(before);
  expect(await levelOf(ledger, 'A')).toMatchObject({ onHand: qty(8) });
});

test('of many sent at once each is decided on all before it', async () => {
  await using shop = await openShop();
  const { ledger } = shop;
  await stocked(ledger, 'A', 100);

  const outcomes = await Promise.all([
    ledger.execute(envelope(count(20, LATER))),
    ledger.execute(envelope(adjust(7, LONG_AGO))),
    ledger.execute(envelope(adjust(-1))),
    ledger.execute(envelope(adjust(-21, LATER))),
    submitted(ledger, 'o1', { A: 3 }),
    ledger.execute(envelope(adjust(-20, LATER))),
  ]);

  expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done', 'done', 'refused', 'done', 'done']);
  // 100 recorded today stay on top of what was counted then.
  expect(await levelOf(ledger, 'A')).toMatchObject({ onHand: qty(99), allocated: qty(3) });
});

test('what follows from it today is of today, and dated as the change only where nothing came later', async () => {
  await using shop = await openShop();
  const { ledger, store } = shop;
  await stocked(ledger, 'A', 10);
  await done(ledger, adjust(-10));
  await done(ledger, adjust(4, LONG_AGO));
  await done(ledger, { type: 'RegisterProduct', sku: 'B', name: 'B' });
  await done(ledger, { ...adjust(4, LONG_AGO), sku: 'B' } as Command);
  await done(ledger, {
    type: 'SetOption',
    scope: { level: 'product', code: 'B' },
    option: 'manageInventory',
    value: true,
  });
  await done(ledger, { ...adjust(-4, LATER), sku: 'B' } as Command);

  const dates = (await eventsOf(store)).map(({ type, data, metadata }) =>
    [data.sku, type, metadata.effectiveAt ?? 'as recorded'].join(' '),
  );
  expect(dates).toContain('A StatusChanged as recorded');
  expect(dates).toContain(`A LevelAdjusted ${LONG_AGO}`);
  expect(dates).toContain(`B StatusChanged ${LATER}`);
});

test('after a restart the same is decided from the log', async () => {
  await using shop = await openShop();
  await stocked(shop.ledger, 'A', 10);
  await done(shop.ledger, count(4, LONG_AGO));
  const reopened = await shop.reopen();

  const { answer } = await done(reopened.ledger, adjust(3, '2019-01-01T00:00:00.000Z'));

  expect(answer.events).toMatchObject([
    { data: { after: { onHand: '14' }, effective: { absorbedBy: { at: LONG_AGO } } } },
  ]);
  await reopened.ledger.stop();
  await reopened.store.close();
});

test('where other processes append too, it is decided on what they have appended', async () => {
  const log = new ServerLog();
  const [one, other] = [1, 2].map(() => createLedger({ store: new ServerStore(log) })) as [Ledger, Ledger];
  await one.start();
  await other.start();
  await stocked(one, 'A', 10);
  await done(other, count(5, LATER));

  const outcomes = await Promise.all(
    [one, other].map((ledger) => ledger.execute(envelope(adjust(-4, LATER)))),
  );

  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
  expect(await levelOf(one, 'A')).toMatchObject({ onHand: qty(11) });
  await one.stop();
  await other.stop();
});
