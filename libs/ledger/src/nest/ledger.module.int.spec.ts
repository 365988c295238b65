import { expect, test } from '@jest/globals';
import { CommandBus } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { busCommand } from '../commands/index.ts';
import { envelope, openShop, order, stocked } from '../testing/shop.ts';
import { LedgerModule } from './ledger.module.ts';

test('a command on the bus is carried out by the ledger, and its outcome comes back', async () => {
  await using shop = await openShop();
  await stocked(shop.ledger, 'A', 1);
  const module = await Test.createTestingModule({ imports: [LedgerModule.forRoot(shop.ledger)] }).compile();
  await module.init();
  const bus = module.get(CommandBus);

  const outcomes = [
    await bus.execute(busCommand(envelope(order('1', { A: 1 })))),
    await bus.execute(busCommand(envelope(order('2', { A: 1 })))),
    await bus.execute(busCommand(envelope({ type: 'RenameProduct', sku: 'A', name: 'B' }))),
  ];

  expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'refused', 'done']);
  await module.close();
});
