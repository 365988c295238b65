import { expect, test } from '@jest/globals';
import { resultOf } from './result.ts';

test('what could not be carried out says that trying again is safe, and when', () => {
  const result = resultOf({
    kind: 'unavailable',
    commandId: 'local:1',
    code: 'OVERLOADED',
    message: '10000 commands are under way already',
    retryAfterSeconds: 1,
  });

  expect(result).toMatchObject({
    status: 503,
    retryAfterSeconds: 1,
    problem: { code: 'OVERLOADED', commandId: 'local:1', reasons: [{ code: 'OVERLOADED' }] },
  });
});

test('a rejected order carries all reasons, and where the rejection is on record', () => {
  const reasons = [
    { code: 'INSUFFICIENT_STOCK', message: 'too few', sku: 'A', unit: 'item', requested: '2', sellable: '1' },
    { code: 'UNKNOWN_PRODUCT', message: 'there is no product "B"', sku: 'B' },
  ] as const;
  const commandId = 'local:1';

  const result = resultOf({ kind: 'refused', commandId, code: 'ORDER_REJECTED', reasons, position: 7n });

  expect(result).toEqual({
    status: 422,
    problem: {
      type: '/problems/ORDER_REJECTED',
      title: 'The order was rejected',
      status: 422,
      detail: 'too few (and 1 more)',
      code: 'ORDER_REJECTED',
      reasons,
      commandId,
      position: '7',
    },
  });
});
