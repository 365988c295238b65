import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openServer, type TestServer } from '../testing/open-server.ts';
import { order, stock } from '../testing/shop.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openServer();
  await stock(server, { A: 10 });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

const adjustment = { sku: 'A', warehouse: 'main', quantity: '5', reason: 'found' };
const key = (text: string) => ({ 'idempotency-key': text });
const onHand = async (sku = 'A') => {
  const { position } = await server.done('RenameProduct', { sku, name: `${sku} looked at` });
  return (await server.get(`/v1/products/${sku}?minPosition=${position}`)).body.totals[0].onHand;
};

test('a command answers its stream, revision, position and events', async () => {
  const answer = await server.done('DefineCategory', { code: 'mugs', name: 'Mugs' });

  expect(answer).toEqual({
    commandId: expect.stringMatching(/^stockbook:/),
    stream: 'categories',
    revision: 0,
    position: expect.stringMatching(/^\d+$/),
    events: [{ type: 'CategoryDefined', revision: 0, data: { code: 'mugs', name: 'Mugs' } }],
  });
});

test('an order answers what it is promised', async () => {
  const { order: answered } = await server.done('SubmitOrder', order('promised', { A: 2 }));

  expect(answered).toEqual({
    orderId: 'promised',
    status: 'accepted',
    lines: [
      {
        sku: 'A',
        unit: 'item',
        quantity: '2',
        allocations: [{ warehouse: 'main', quantity: '2', backordered: '0' }],
      },
    ],
  });
});

describe('the same key', () => {
  test('with the same content has no second effect and gets the first answer', async () => {
    const before = await onHand();
    const first = await server.done('AdjustLevel', adjustment, key('same'));

    const again = await server.done('AdjustLevel', { ...adjustment, quantity: 5 }, key('same'));
    const spelled = await server.done('AdjustLevel', { ...adjustment, quantity: '5.0' }, key('same'));

    expect([again, spelled]).toEqual([first, first]);
    expect(Number(await onHand())).toBe(Number(before) + 5);
  });

  test('with other content is a conflict', async () => {
    await server.done('AdjustLevel', adjustment, key('other'));

    const { status, body } = await server.send('AdjustLevel', { ...adjustment, quantity: '6' }, key('other'));
    const elsewhere = await server.send('RenameProduct', { sku: 'A', name: 'A' }, key('other'));

    expect([status, body.code]).toEqual([409, 'IDEMPOTENCY_CONFLICT']);
    expect(elsewhere.body.code).toBe('IDEMPOTENCY_CONFLICT');
  });

  test('sent by many at once has one effect, and all get its answer', async () => {
    const before = await onHand();

    const answers = await Promise.all(
      Array.from({ length: 8 }, () => server.done('AdjustLevel', adjustment, key('at-once'))),
    );

    expect(new Set(answers.map(({ revision }) => revision)).size).toBe(1);
    expect(Number(await onHand())).toBe(Number(before) + 5);
  });

  test('after a refusal that left no event is decided anew', async () => {
    const rename = { sku: 'later', name: 'Renamed' };
    expect((await server.send('RenameProduct', rename, key('anew'))).status).toBe(422);
    await server.done('RegisterProduct', { sku: 'later', name: 'Later' });

    expect((await server.send('RenameProduct', rename, key('anew'))).status).toBe(200);
  });
});

test('an order sent again under another key is answered as the first time, refusal included', async () => {
  const first = await server.done('SubmitOrder', order('again', { A: 1 }), key('first'));
  const second = await server.done('SubmitOrder', order('again', { A: 1 }), key('second'));
  const refused = await server.send('SubmitOrder', order('too much', { A: 1000 }));
  const refusedAgain = await server.send('SubmitOrder', order('too much', { A: 1000 }), key('third'));

  expect(second.order).toEqual(first.order);
  expect(refusedAgain.status).toBe(422);
  expect(refusedAgain.body.reasons).toEqual(refused.body.reasons);
  expect(refused.body.position).toMatch(/^\d+$/);
});

test('an expected revision is held to', async () => {
  const { revision } = await server.done('RenameProduct', { sku: 'A', name: 'One' });

  const right = await server.send('RenameProduct', { sku: 'A', name: 'Two', expectedRevision: revision });
  const wrong = await server.send('RenameProduct', { sku: 'A', name: 'Three', expectedRevision: revision });
  const fresh = await server.send('RegisterProduct', { sku: 'fresh', name: 'Fresh', expectedRevision: -1 });

  expect([right.status, wrong.status, fresh.status]).toEqual([200, 409, 200]);
  expect(wrong.body.reasons[0]).toMatchObject({
    code: 'REVISION_CONFLICT',
    expected: revision,
    actual: revision + 1,
  });
});

test('the time to decide by is that of the header, and on record', async () => {
  const at = '2011-12-01T09:00:00.000Z';
  const { events } = await server.done('SubmitOrder', order('dated', { A: 1 }), {
    'stockbook-decided-at': at,
  });

  expect(events[0]?.data).toMatchObject({ decidedAt: at });
});

test('a restart forgets nothing', async () => {
  const first = await server.done('AdjustLevel', adjustment, key('before-the-restart'));
  server = await server.restart();

  const again = await server.done('AdjustLevel', adjustment, key('before-the-restart'));
  const other = await server.send('AdjustLevel', { ...adjustment, quantity: '1' }, key('before-the-restart'));

  expect(again).toEqual(first);
  expect(other.status).toBe(409);
});

test('64 clients racing for the last units get exactly as many as there are', async () => {
  await server.done('RegisterProduct', { sku: 'last', name: 'Last units' });
  await server.done('AdjustLevel', { sku: 'last', warehouse: 'main', quantity: '23', reason: 'delivery' });

  const answers = await Promise.all(
    Array.from({ length: 64 }, (_, index) => server.send('SubmitOrder', order(`race-${index}`, { last: 1 }))),
  );

  const accepted = answers.filter(({ status }) => status === 200);
  expect(accepted).toHaveLength(23);
  expect(answers.filter(({ body }) => body.code === 'ORDER_REJECTED')).toHaveLength(64 - 23);
  const { body } = await server.get('/v1/products/last/availability?quantity=1');
  expect(body).toMatchObject({ sellable: '0', status: 'out_of_stock', orderable: false });
});
