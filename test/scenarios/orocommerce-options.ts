/** Rows of OroCommerce about options, upcoming products, levels by hand and by file, statuses and kits. */
import { expect } from '@jest/globals';
import { differing, type Row, row } from './row.ts';
import { codesOf, type Shop } from './shop.ts';
import { importedStock } from './stock-file.ts';

const NINE = {
  manageInventory: true,
  decrementQuantity: false,
  backOrder: true,
  inventoryThreshold: '3.5',
  highlightLowInventory: true,
  lowInventoryThreshold: '30',
  minimumQuantityToOrder: '2',
  maximumQuantityToOrder: '9',
  isUpcoming: true,
};

const category = (shop: Shop, name: string) => ({ level: 'category', code: shop.name(name) });

async function categoryOf(shop: Shop, name: string, options: object): Promise<void> {
  await shop.done('DefineCategory', { code: shop.name(name), name });
  for (const [option, value] of Object.entries(options)) await shop.set(option, value, category(shop, name));
}

/** A product that is upcoming by itself or its category. */
async function upcoming(shop: Shop, sku: string, date: string | null, hide: boolean): Promise<void> {
  await shop.set('hideLabelsPastAvailabilityDate', hide);
  await shop.product(sku, { stock: 9, options: { isUpcoming: true, availabilityDate: date } });
}

export const optionRows: readonly Row[] = [
  row('ORO37', 'threshold 2.5 and low threshold 2.5 of a product; shown as they are', async (shop) => {
    await shop.product('A', { options: { inventoryThreshold: 2.5, lowInventoryThreshold: '2.5' } });
    const source = { level: 'product', code: shop.name('A') };
    expect(await shop.option('A', 'inventoryThreshold')).toMatchObject({ value: '2.5', source });
    expect(await shop.option('A', 'lowInventoryThreshold')).toMatchObject({ value: '2.5', source });
  }),
  row('ORO38', 'threshold 3.5, backorder and decrement set on a category; kept there', async (shop) => {
    await categoryOf(shop, 'c', { inventoryThreshold: 3.5, backOrder: true, decrementQuantity: true });
    const { body } = await shop.get('/v1/categories?limit=1000');
    const found = body.items.find(({ code }: { code: string }) => code === shop.name('c'));
    expect(found.options).toMatchObject({
      inventoryThreshold: '3.5',
      backOrder: true,
      decrementQuantity: true,
    });
  }),
  row('ORO39', 'minimum 123 and maximum 321 of a category; shown as exact decimals', async (shop) => {
    await categoryOf(shop, 'c', { maximumQuantityToOrder: '321.00', minimumQuantityToOrder: 123 });
    await shop.product('A', { category: 'c' });
    expect(await shop.option('A', 'minimumQuantityToOrder')).toMatchObject({ value: '123' });
    expect(await shop.option('A', 'maximumQuantityToOrder')).toMatchObject({ value: '321' });
  }),
  differing(
    'ORO40',
    'own minimum and maximum cleared; the values become those inherited',
    'All options take one chain: product, categories, website, organization, system. The peer lets each option choose where to inherit from.',
    async (shop) => {
      await categoryOf(shop, 'c', { maximumQuantityToOrder: 50 });
      await shop.set('minimumQuantityToOrder', 4);
      await shop.product('A', {
        category: 'c',
        options: { minimumQuantityToOrder: 7, maximumQuantityToOrder: 8 },
      });
      const scope = { level: 'product', code: shop.name('A') };
      await shop.done('ClearOption', { scope, option: 'minimumQuantityToOrder' });
      await shop.done('ClearOption', { scope, option: 'maximumQuantityToOrder' });
      expect(await shop.option('A', 'minimumQuantityToOrder')).toMatchObject({
        value: '4',
        source: { level: 'organization' },
      });
      expect(await shop.option('A', 'maximumQuantityToOrder')).toMatchObject({
        value: '50',
        source: category(shop, 'c'),
      });
    },
  ),
  row('ORO41', 'three products in two categories; each shows its own and inherited values', async (shop) => {
    await categoryOf(shop, 'first', { lowInventoryThreshold: 50 });
    await categoryOf(shop, 'second', { lowInventoryThreshold: 30 });
    await shop.product('SKU1', { category: 'first' });
    await shop.product('SKU2', {
      category: 'second',
      options: { minimumQuantityToOrder: 100, isUpcoming: true },
    });
    await shop.product('SKU3', { category: 'second' });
    const values = async (name: string) =>
      Promise.all(['SKU1', 'SKU2', 'SKU3'].map(async (sku) => (await shop.option(sku, name)).value));
    expect(await values('lowInventoryThreshold')).toEqual(['50', '30', '30']);
    expect(await values('minimumQuantityToOrder')).toEqual([null, '100', null]);
    expect(await values('isUpcoming')).toEqual([false, true, false]);
  }),
  row('ORO42', 'a product without own options; all nine come from its category', async (shop) => {
    await categoryOf(shop, 'c', NINE);
    await shop.product('A', { category: 'c' });
    for (const [name, value] of Object.entries(NINE)) {
      expect(await shop.option('A', name)).toMatchObject({ value, source: category(shop, 'c') });
    }
  }),
  row(
    'ORO49',
    'upcoming in 2070; upcoming with that date, whether past dates are hidden or not',
    async (shop) => {
      for (const hide of [true, false]) {
        await upcoming(shop, `A${hide}`, '2070-10-10T00:00:00Z', hide);
        const answer = { upcoming: true, label: 'upcoming', availabilityDate: '2070-10-10T00:00:00.000Z' };
        expect(await shop.ask(`A${hide}`)).toMatchObject(answer);
      }
    },
  ),
  row('ORO50', 'not upcoming, with a date in 2080; not upcoming, and no date', async (shop) => {
    const options = { isUpcoming: false, availabilityDate: '2080-01-01T00:00:00Z' };
    await shop.product('A', { stock: 1, options });
    expect(await shop.ask('A')).toMatchObject({ upcoming: false, availabilityDate: null, label: 'in_stock' });
  }),
  row(
    'ORO51',
    'upcoming since 1900; upcoming without date, or not at all where past dates are hidden',
    async (shop) => {
      await upcoming(shop, 'A', '1900-01-01T00:00:00Z', false);
      expect(await shop.ask('A')).toMatchObject({ upcoming: true, availabilityDate: null });
      await shop.set('hideLabelsPastAvailabilityDate', true);
      expect(await shop.ask('A')).toMatchObject({ upcoming: false, availabilityDate: null });
    },
  ),
  row('ORO52', 'upcoming since 2000 by its category; the same', async (shop) => {
    await categoryOf(shop, 'c', { isUpcoming: true, availabilityDate: '2000-01-01T00:00:00Z' });
    await shop.product('A', { stock: 1, category: 'c' });
    await shop.set('hideLabelsPastAvailabilityDate', false);
    expect(await shop.ask('A')).toMatchObject({ upcoming: true, availabilityDate: null });
    await shop.set('hideLabelsPastAvailabilityDate', true);
    expect(await shop.ask('A')).toMatchObject({ upcoming: false });
  }),
  row('ORO53', 'upcoming in 2050 by its category; upcoming with that date', async (shop) => {
    await categoryOf(shop, 'c', { isUpcoming: true, availabilityDate: '2050-01-01T00:00:00Z' });
    await shop.product('A', { stock: 1, category: 'c' });
    const answer = { upcoming: true, availabilityDate: '2050-01-01T00:00:00.000Z' };
    expect(await shop.ask('A')).toMatchObject(answer);
  }),
  row(
    'ORO54',
    'a cart of 2070, no date and 2050; ships from the latest on; one of past dates from none',
    async (shop) => {
      await upcoming(shop, 'A', '2070-10-10T00:00:00Z', false);
      await upcoming(shop, 'B', null, false);
      await upcoming(shop, 'C', '2050-01-01T00:00:00Z', false);
      await upcoming(shop, 'D', '1900-01-01T00:00:00Z', false);
      expect((await shop.cart({ A: 1, B: 1, C: 1 })).earliestShipDate).toMatch(/^2070-10-10/);
      expect((await shop.cart({ D: 1 })).earliestShipDate).toBeNull();
    },
  ),
  row('ORO55', 'lines of 2060 and 2070; wanted before the latest: refused, on it: accepted', async (shop) => {
    await upcoming(shop, 'A', '2060-01-01T00:00:00Z', true);
    await upcoming(shop, 'B', '2070-12-01T00:00:00Z', true);
    const early = await shop.order({ A: 1, B: 1 }, { shipUntil: '2058-07-01T00:00:00Z' });
    expect(new Set(codesOf(early))).toEqual(new Set(['SHIPS_TOO_LATE']));
    expect((await shop.order({ A: 1, B: 1 }, { shipUntil: '2070-12-01T00:00:00Z' })).status).toBe(200);
  }),
  row('ORO56', 'available at noon, wanted on that day; accepted: days are compared', async (shop) => {
    await upcoming(shop, 'A', '2060-01-01T12:00:00Z', true);
    expect((await shop.order({ A: 1 }, { shipUntil: '2060-01-01T00:00:00Z' })).status).toBe(200);
  }),
  row('ORO57', 'upcoming without a date; it can be ordered', async (shop) => {
    await upcoming(shop, 'A', null, true);
    expect((await shop.order({ A: 1 }, { shipUntil: '2027-01-01T00:00:00Z' })).status).toBe(200);
  }),
  differing(
    'ORO58',
    'a product with two units; two totals, and a level as soon as stock of it is recorded',
    "A product's units are told when it is registered, and a level that was never written is zero; the peer adds units later and writes empty levels.",
    async (shop) => {
      const units = [
        { code: 'item', precision: 0 },
        { code: 'set', precision: 0 },
      ];
      await shop.product('A', { units });
      expect((await shop.stockOf('A')).totals).toMatchObject([{ unit: 'item' }, { unit: 'set' }]);
      await shop.count('A', 5, { unit: 'set' });
      expect((await shop.stockOf('A')).levels).toMatchObject([{ unit: 'set', onHand: '5' }]);
    },
  ),
  row('ORO59', 'levels 10, 20 and 30 counted as 11, 21 and 30', async (shop) => {
    await shop.warehouses('b', 'c');
    await shop.product('A', { stock: { main: 10, b: 20, c: 30 } });
    await shop.count('A', 11);
    await shop.count('A', 21, { warehouse: 'b' });
    await shop.count('A', 30, { warehouse: 'c' });
    expect([await shop.onHand('A'), await shop.onHand('A', 'b'), await shop.onHand('A', 'c')]).toEqual([
      11, 21, 30,
    ]);
  }),
  differing(
    'ORO60',
    'precision 2, counted 10.1234; refused',
    'A quantity with more decimals than its unit has is refused, never rounded.',
    async (shop) => {
      await shop.product('A', { units: [{ code: 'kg', precision: 2 }] });
      expect(codesOf(await shop.count('A', '10.1234'))).toEqual(['PRECISION_EXCEEDED']);
      expect(await shop.onHand('A')).toBe(0);
    },
  ),
  differing(
    'ORO61',
    'levels 10 and 20, the second counted as 0; it is zero, and the first as it was',
    'An empty quantity is no zero, and a count of zero is a fact: nothing is deleted.',
    async (shop) => {
      await shop.warehouses('b');
      await shop.product('A', { stock: { main: 10, b: 20 } });
      await shop.count('A', 0, { warehouse: 'b' });
      expect([await shop.onHand('A'), await shop.onHand('A', 'b')]).toEqual([10, 0]);
    },
  ),
  row('ORO62', 'no level, counted 31; it is 31', async (shop) => {
    await shop.product('A');
    expect((await shop.count('A', 31)).status).toBe(200);
    expect(await shop.onHand('A')).toBe(31);
  }),
  row('ORO63', '10 liters, set to 17; "17"', async (shop) => {
    await shop.product('A', { units: [{ code: 'liter', precision: 2 }], stock: 10 });
    await shop.count('A', 17);
    expect((await shop.stockOf('A')).levels).toMatchObject([{ unit: 'liter', onHand: '17' }]);
  }),
  differing(
    'ORO64',
    'a count with fields that it does not have; refused',
    'What is not understood is refused by name, never ignored.',
    async (shop) => {
      await shop.product('A', { stock: 10 });
      const answer = await shop.count('A', 17, { productUnitPrecision: 2 });
      expect([answer.status, answer.body.code]).toEqual([400, 'VALIDATION_FAILED']);
      expect(await shop.onHand('A')).toBe(10);
    },
  ),
  row('ORO65', 'a PATCH; 405', async (shop) => {
    await shop.product('A');
    const { status, body } = await shop.request(`/v1/products/${shop.name('A')}`, { method: 'PATCH' });
    expect([status, body.code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
  }),
  row('ORO67', 'many levels set to 22 at once', async (shop) => {
    await shop.product('A', { stock: 1 });
    await shop.product('B', { stock: 2 });
    const item = (sku: string) => ({
      type: 'CountLevel',
      data: { sku: shop.name(sku), warehouse: shop.name('main'), counted: '22' },
    });
    const { body } = await shop.post('/v1/commands', [item('A'), item('B')]);
    expect(body.map(({ status }: { status: number }) => status)).toEqual([200, 200]);
    expect(await shop.onHand('B')).toBe(22);
  }),
  row('ORO69', 'a file of statuses: In Stock, Out of Stock, blank; set, set, unchanged', async (shop) => {
    for (const sku of ['A', 'B', 'C']) await shop.product(sku);
    await shop.done('SetStatus', { sku: shop.name('C'), status: 'discontinued' });
    const report = await importedStock(
      shop,
      ['SKU', 'Inventory Status'],
      ['A,In Stock', 'B,Out of Stock', 'C,'],
    );
    expect(report).toMatchObject({ rows: 3, inError: 0 });
    expect([await shop.status('A'), await shop.status('B'), await shop.status('C')]).toEqual([
      'in_stock',
      'out_of_stock',
      'discontinued',
    ]);
  }),
  row('ORO70', 'a file without units: 100, 200, 300; levels in the primary units', async (shop) => {
    for (const sku of ['A', 'B', 'C']) await shop.product(sku);
    await importedStock(shop, ['SKU', 'Quantity'], ['A,100', 'B,200', 'C,300']);
    expect([await shop.onHand('A'), await shop.onHand('B'), await shop.onHand('C')]).toEqual([100, 200, 300]);
  }),
  row('ORO71', 'a file with liters and milliliters; found by their plurals', async (shop) => {
    const units = [
      { code: 'liter', precision: 0 },
      { code: 'milliliter', precision: 0 },
    ];
    await shop.product('A', { units });
    await importedStock(shop, ['SKU', 'Quantity', 'Unit'], ['A,5,liters', 'A,700,milliliters']);
    expect(await shop.onHand('A', 'main', 'liter')).toBe(5);
    expect(await shop.onHand('A', 'main', 'milliliter')).toBe(700);
  }),
  row(
    'ORO72',
    'an unknown sku, an unknown status, two statuses of one sku; three rows in error',
    async (shop) => {
      for (const sku of ['A', 'B']) await shop.product(sku);
      const report = await importedStock(
        shop,
        ['SKU', 'Inventory Status'],
        ['NONE,In Stock', 'A,Sold', 'B,In Stock', 'B,Discontinued'],
      );
      expect(report.errors.map(({ row: number }) => number)).toEqual([1, 2, 4]);
    },
  ),
  row('ORO73', 'a file of skus and quantities; levels set, statuses untouched', async (shop) => {
    await shop.product('A');
    await shop.done('SetStatus', { sku: shop.name('A'), status: 'discontinued' });
    await importedStock(shop, ['SKU', 'Quantity'], ['A,8']);
    expect([await shop.onHand('A'), await shop.status('A')]).toEqual([8, 'discontinued']);
  }),
  row(
    'ORO76',
    'RFQs allow out of stock only; a quote request is told, checkout is possible',
    async (shop) => {
      await shop.set('rfqStatuses', ['out_of_stock']);
      await shop.product('A', { stock: 5 });
      expect((await shop.ask('A', { purpose: 'rfq' })).reasons).toMatchObject([
        { code: 'STATUS_NOT_ALLOWED' },
      ]);
      expect((await shop.order({ A: 1 })).status).toBe(200);
    },
  ),
  row('ORO77', 'discontinued; nothing offers it by default', async (shop) => {
    await shop.product('A', { stock: 5 });
    await shop.done('SetStatus', { sku: shop.name('A'), status: 'discontinued' });
    for (const purpose of ['order', 'cart', 'quote', 'rfq', 'shopping_list']) {
      expect(await shop.ask('A', { purpose })).toMatchObject({
        orderable: false,
        reasons: [{ code: 'STATUS_NOT_ALLOWED' }],
      });
    }
  }),
  row(
    'ORO78',
    'discontinued allowed everywhere; request, order and order again work, shown or not',
    async (shop) => {
      const all = ['in_stock', 'out_of_stock', 'discontinued'];
      await shop.set('orderableStatuses', all);
      await shop.set('rfqStatuses', all);
      await shop.product('A', { stock: 5 });
      await shop.done('SetStatus', { sku: shop.name('A'), status: 'discontinued' });
      expect((await shop.ask('A', { purpose: 'rfq' })).orderable).toBe(true);
      const orderId = await shop.ordered({ A: 1 });
      const { body } = await shop.get(`/v1/orders/${orderId}/reorder`);
      expect(body.lines).toMatchObject([{ quantity: '1', reasons: [] }]);
      expect((await shop.option('A', 'visibleStatuses')).value).not.toContain('discontinued');
      expect((await shop.order({ A: 1 })).status).toBe(200);
    },
  ),
  row(
    'ORO79',
    'a discontinued and a good line; refused with the one named, and the good one alone is accepted',
    async (shop) => {
      await shop.product('A', { stock: 5 });
      await shop.product('B', { stock: 5 });
      await shop.done('SetStatus', { sku: shop.name('A'), status: 'discontinued' });
      const { body } = await shop.order({ A: 1, B: 1 });
      expect(body.reasons).toMatchObject([{ code: 'STATUS_NOT_ALLOWED', sku: shop.name('A') }]);
      expect((await shop.order({ B: 1 })).status).toBe(200);
    },
  ),
  row('ORO80', 'the website shows discontinued ones; the storefront finds it', async (shop) => {
    await shop.product('A');
    await shop.done('SetStatus', { sku: shop.name('A'), status: 'discontinued' });
    const found = async () => {
      const { body } = await shop.get(`/v1/products?visibleOn=${shop.id}&limit=1000`);
      return body.items.some(({ sku }: { sku: string }) => sku === shop.name('A'));
    };
    expect(await found()).toBe(false);
    const scope = { level: 'website', code: shop.id };
    await shop.set('visibleStatuses', ['in_stock', 'out_of_stock', 'discontinued'], scope);
    expect(await found()).toBe(true);
  }),
  row('ORO81', 'one of three products out of stock; the filter finds it alone', async (shop) => {
    for (const sku of ['A', 'B', 'C']) await shop.product(sku, { stock: 1 });
    await shop.ordered({ A: 1 });
    const { body } = await shop.get(`/v1/levels?warehouse=${shop.name('main')}&status=out_of_stock`);
    expect(body.items.map(({ sku }: { sku: string }) => sku)).toEqual([shop.name('A')]);
  }),
  row(
    'ORO83',
    'a kit with one required component; out of stock when that is out of stock or discontinued',
    async (shop) => {
      await shop.product('P', { stock: 5 });
      const components = [{ products: [shop.name('P')], quantity: '1', required: true }];
      await shop.product('KIT', { kit: { components } });
      expect((await shop.ask('KIT')).status).toBe('in_stock');
      for (const status of ['out_of_stock', 'discontinued']) {
        await shop.done('SetStatus', { sku: shop.name('P'), status });
        expect((await shop.ask('KIT')).status).toBe('out_of_stock');
      }
    },
  ),
  row(
    'ORO84',
    'the bad component taken off, made optional, or its bad product taken out; in stock again',
    async (shop) => {
      await shop.product('P', { stock: 5 });
      await shop.product('Q', { stock: 5 });
      await shop.product('BAD');
      const good = { products: [shop.name('P')], quantity: '1', required: true };
      const bad = { products: [shop.name('BAD')], quantity: '1', required: true };
      await shop.product('KIT', { kit: { components: [good, bad] } });
      const statusWith = async (...components: object[]) => {
        await shop.done('ChangeKit', { sku: shop.name('KIT'), kit: { components } });
        return (await shop.ask('KIT')).status;
      };
      expect((await shop.ask('KIT')).status).toBe('out_of_stock');
      expect(await statusWith(good)).toBe('in_stock');
      expect(await statusWith(good, bad)).toBe('out_of_stock');
      expect(await statusWith(good, { ...bad, required: false })).toBe('in_stock');
      expect(await statusWith(good, { ...bad, products: [shop.name('Q')] })).toBe('in_stock');
    },
  ),
];
