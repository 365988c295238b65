import { describe, expect, it } from '@jest/globals';
import type { Status } from '../options/catalogue.ts';
import { cancel, order } from '../testing/order-process.ts';
import { dataOf, managedShop, type Shop, systemOption, typesOf, warehouses } from '../testing/shop.ts';
import type { ProductEvent } from './events.ts';
import { reconsider } from './reconsider.ts';
import { statusOn } from './status.ts';

const shopWith = (onHand: string, ...more: Parameters<typeof managedShop>): Shop => {
  const shop = managedShop(...more);
  shop.register('A1');
  shop.adjust('A1', onHand);
  return shop;
};

const changesIn = (events: readonly ProductEvent[]): string[] =>
  dataOf(events, 'StatusChanged').map(({ from, to, cause }) => `${from} → ${to} (${cause})`);

const setStatus = (shop: Shop, status: Status) => shop.told({ type: 'SetStatus', sku: 'A1', status });

describe('the automatic status', () => {
  it('ORO9: at the threshold the product is taken out of stock, in the append of the order', () => {
    const shop = shopWith('10', systemOption('inventoryThreshold', '5'));
    const { events } = order(shop, 'o1', [{ sku: 'A1', quantity: '5' }]);
    expect(typesOf(events)).toEqual(['StockAllocated', 'StatusChanged']);
    expect(dataOf(events, 'StatusChanged')).toEqual([
      {
        sku: 'A1',
        from: 'in_stock',
        to: 'out_of_stock',
        cause: 'threshold',
        orderId: 'o1',
        operation: 0,
        decidedBy: {
          manageInventory: { value: true, source: { level: 'system' } },
          inventoryThreshold: { value: '5', source: { level: 'system' } },
        },
      },
    ]);
  });

  it('ORO10: above the threshold it stays', () => {
    const shop = shopWith('10', systemOption('inventoryThreshold', '5'));
    expect(typesOf(order(shop, 'o1', [{ sku: 'A1', quantity: '3' }]).events)).toEqual(['StockAllocated']);
    expect(shop.known('A1').status).toBe('in_stock');
  });

  it('ORO12, ORO11: where orders do not decrement, nothing changes', () => {
    const shop = shopWith('10', systemOption('decrementQuantity', false));
    expect(typesOf(order(shop, 'o1', [{ sku: 'A1', quantity: '10' }]).events)).toEqual(['StockAllocated']);
    expect(shop.levels('A1')).toEqual({ main: '10/0' });
    expect(shop.known('A1').status).toBe('in_stock');
  });

  it('comes back by itself above the threshold', () => {
    const shop = shopWith('10');
    order(shop, 'o1', [{ sku: 'A1', quantity: '10' }]);
    expect(changesIn(shop.adjust('A1', '1'))).toEqual(['out_of_stock → in_stock (restock)']);
  });

  it('comes back when an order is cancelled', () => {
    const shop = shopWith('10');
    order(shop, 'o1', [{ sku: 'A1', quantity: '10' }]);
    const decision = cancel(shop, 'o1', [{ sku: 'A1', quantity: '4' }]);
    expect(decision.kind === 'accepted' && changesIn(decision.events)).toEqual([
      'out_of_stock → in_stock (restock)',
    ]);
  });

  it('does not come back without automaticRestock', () => {
    const shop = shopWith('10', systemOption('automaticRestock', false));
    setStatus(shop, 'in_stock');
    order(shop, 'o1', [{ sku: 'A1', quantity: '10' }]);
    expect(changesIn(shop.adjust('A1', '1'))).toEqual([]);
    expect(shop.known('A1').status).toBe('out_of_stock');
    expect(statusOn(shop.known('A1'), 'default', shop.scopes)).toBe('out_of_stock');
  });

  it('does not come back where somebody else than the threshold had taken it out', () => {
    const shop = shopWith('10');
    setStatus(shop, 'out_of_stock');
    expect(changesIn(shop.adjust('A1', '1'))).toEqual([]);
  });

  it('set by hand stays until stock moves again', () => {
    const shop = shopWith('10');
    order(shop, 'o1', [{ sku: 'A1', quantity: '10' }]);
    expect(changesIn(setStatus(shop, 'in_stock'))).toEqual(['out_of_stock → in_stock (hand)']);
    expect(typesOf(setStatus(shop, 'in_stock'))).toEqual(['NothingChanged']);
    expect(changesIn(shop.count('A1', '10'))).toEqual([]);
    expect(changesIn(shop.count('A1', '9'))).toEqual(['in_stock → out_of_stock (threshold)']);
  });

  it('never changes a discontinued product', () => {
    const shop = shopWith('10');
    setStatus(shop, 'discontinued');
    expect(changesIn(shop.count('A1', '0'))).toEqual([]);
    expect(changesIn(shop.count('A1', '9'))).toEqual([]);
  });

  it('looks at every unit: one above the threshold keeps the product in stock', () => {
    const shop = managedShop();
    shop.register('A1', {
      units: [
        { code: 'item', precision: 0 },
        { code: 'set', precision: 0 },
      ],
    });
    shop.adjust('A1', '1');
    shop.adjust('A1', '1', { unit: 'set' });
    expect(changesIn(shop.count('A1', '0'))).toEqual([]);
    expect(changesIn(shop.count('A1', '0', { unit: 'set' }))).toEqual([
      'in_stock → out_of_stock (threshold)',
    ]);
  });

  it('looks at open warehouses only', () => {
    const shop = shopWith('1', ...warehouses('main2', 'old'));
    shop.adjust('A1', '5', { warehouse: 'old' });
    shop.onScope({ type: 'CloseWarehouse', code: 'old' });
    expect(changesIn(shop.adjust('A1', '-1'))).toEqual(['in_stock → out_of_stock (threshold)']);
    expect(changesIn(shop.adjust('A1', '-1', { warehouse: 'old' }))).toEqual([]);
  });

  it('does not come back by what is given back in a warehouse that closes', () => {
    const shop = shopWith('0', ...warehouses('old', 'new'));
    shop.adjust('A1', '5', { warehouse: 'old' });
    order(shop, 'o1', [{ sku: 'A1', quantity: '5' }]);
    shop.onScope({ type: 'CloseWarehouse', code: 'old' });
    const decision = cancel(shop, 'o1');
    expect(decision.kind === 'accepted' && changesIn(decision.events)).toEqual([]);
  });
});

describe('an option that bears on the status', () => {
  it('takes effect at once when the product sets it', () => {
    const shop = shopWith('10');
    expect(changesIn(shop.option('A1', 'inventoryThreshold', '10'))).toEqual([
      'in_stock → out_of_stock (threshold)',
    ]);
    expect(changesIn(shop.option('A1', 'inventoryThreshold', '9'))).toEqual([
      'out_of_stock → in_stock (restock)',
    ]);
    const cleared = shop.told({
      type: 'ClearOption',
      scope: { level: 'product', code: 'A1' },
      option: 'inventoryThreshold',
    });
    expect(typesOf(cleared)).toEqual(['OptionCleared']);
  });

  it('reaches the product when a scope sets it', () => {
    const shop = shopWith('10');
    shop.onScope(systemOption('inventoryThreshold', '10'));
    const facts = reconsider(shop.known('A1'), shop.context, 'inventoryThreshold');
    expect(changesIn([...facts])).toEqual(['in_stock → out_of_stock (threshold)']);
    shop.onScope(systemOption('inventoryThreshold', '1'));
    expect(reconsider(shop.known('A1'), shop.context, 'inventoryThreshold')).toEqual([]);
  });

  it('leaves a status set by hand alone when a scope changes what is low', () => {
    const shop = shopWith('0');
    shop.tell({ type: 'SetStatus', sku: 'A1', status: 'in_stock' });
    shop.onScope(systemOption('highlightLowInventory', true));
    const facts = reconsider(shop.known('A1'), shop.context, 'highlightLowInventory');
    expect(typesOf([...facts])).toEqual(['LowInventoryReached']);
  });

  it('leaves a status set by hand alone when its value stays', () => {
    const shop = shopWith('0');
    setStatus(shop, 'in_stock');
    expect(typesOf(shop.option('A1', 'inventoryThreshold', '0'))).toEqual(['OptionSet']);
    expect(typesOf(shop.option('A1', 'highlightLowInventory', true))).toEqual([
      'OptionSet',
      'LowInventoryReached',
    ]);
    expect(changesIn(shop.option('A1', 'inventoryThreshold', '1'))).toHaveLength(1);
  });

  it('the threshold holds nothing out any more where inventory is no longer managed', () => {
    const shop = shopWith('0');
    expect(changesIn(shop.option('A1', 'manageInventory', false))).toEqual([
      'out_of_stock → in_stock (restock)',
    ]);
  });
});

describe('the status on a website', () => {
  const shop = (): Shop =>
    managedShop(
      ...warehouses('near', 'far'),
      { type: 'DefineWebsite', code: 'other', name: 'Other', organization: 'default' },
      { type: 'AssignWarehouses', scope: { level: 'website', code: 'other' }, warehouses: ['far'] },
    );
  const statuses = (given: Shop) =>
    ['default', 'other'].map((website) => statusOn(given.known('A1'), website, given.scopes));

  it('follows from its own warehouses', () => {
    const given = shop();
    given.register('A1');
    given.adjust('A1', '5', { warehouse: 'near' });
    expect(statuses(given)).toEqual(['in_stock', 'out_of_stock']);
  });

  it('follows from its own options', () => {
    const given = shop();
    given.register('A1');
    given.adjust('A1', '5', { warehouse: 'far' });
    const scope = { level: 'website', code: 'other' } as const;
    given.onScope({ type: 'SetOption', scope, option: 'inventoryThreshold', value: '5' });
    expect(statuses(given)).toEqual(['in_stock', 'out_of_stock']);
    given.onScope({ type: 'SetOption', scope, option: 'manageInventory', value: false });
    expect(statuses(given)).toEqual(['in_stock', 'in_stock']);
  });

  it('is the same everywhere when set by hand, until the automatic rule next changes it', () => {
    const given = shop();
    given.register('A1');
    given.adjust('A1', '5', { warehouse: 'near' });
    setStatus(given, 'out_of_stock');
    expect(statuses(given)).toEqual(['out_of_stock', 'out_of_stock']);
    setStatus(given, 'in_stock');
    expect(statuses(given)).toEqual(['in_stock', 'in_stock']);
    given.count('A1', '0', { warehouse: 'near' });
    given.count('A1', '5', { warehouse: 'near' });
    expect(statuses(given)).toEqual(['in_stock', 'out_of_stock']);
    setStatus(given, 'discontinued');
    expect(statuses(given)).toEqual(['discontinued', 'discontinued']);
  });
});
