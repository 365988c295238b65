import { type RetailCommand, retailCommand } from './command.ts';
import { OPENING_STOCK } from './reasons.ts';
import { ORGANIZATION, WAREHOUSE, websiteOf } from './shop.ts';
import type { ProductSurvey, Survey } from './survey.ts';

const OPENING_SHARE_PERCENT = 95;

const OPTIONS: readonly (readonly [option: string, value: string | boolean])[] = [
  ['manageInventory', true],
  ['highlightLowInventory', true],
  ['lowInventoryThreshold', '5'],
];

/**
 * How much of a product there is before the first invoice. The data has neither receipts nor a first stock, so
 * this is made up: all that was written off, as it was evidently there, and 95 % (rounded up) of what was
 * ordered and not cancelled. The missing 5 % is what makes popular products run out towards Christmas.
 */
export function openingStock({ ordered, cancelled, writtenOff }: ProductSurvey): number {
  const kept = Math.max(0, ordered - cancelled);
  return writtenOff + Math.ceil((kept * OPENING_SHARE_PERCENT) / 100);
}

/**
 * The commands before the first invoice: the shop with one warehouse for all its websites, the options, a
 * website a country, the products and their opening stock. The options come before the products, so that no
 * option change has to visit thousands of them.
 */
export function* setupCommands(survey: Survey): Generator<RetailCommand> {
  const at = survey.startsAt;
  yield retailCommand('DefineOrganization', 'organization', at, {
    code: ORGANIZATION,
    name: 'Online Retail',
  });
  yield retailCommand('OpenWarehouse', 'warehouse', at, {
    code: WAREHOUSE,
    name: 'UK warehouse',
    organization: ORGANIZATION,
  });
  yield retailCommand('AssignWarehouses', 'assignment', at, {
    scope: { level: 'organization', code: ORGANIZATION },
    warehouses: [WAREHOUSE],
  });
  for (const [option, value] of OPTIONS) {
    yield retailCommand('SetOption', `option:${option}`, at, { scope: { level: 'system' }, option, value });
  }
  for (const country of survey.countries) {
    const code = websiteOf(country);
    yield retailCommand('DefineWebsite', `website:${code}`, at, {
      code,
      name: country,
      organization: ORGANIZATION,
    });
  }
  for (const { sku, name } of survey.products) {
    yield retailCommand('RegisterProduct', `product:${sku}`, at, {
      sku,
      name,
      organization: ORGANIZATION,
      units: [{ code: 'item', precision: 0 }],
    });
  }
  for (const product of survey.products) {
    const quantity = openingStock(product);
    if (quantity === 0) continue;
    yield retailCommand('AdjustLevel', `opening:${product.sku}`, at, {
      sku: product.sku,
      warehouse: WAREHOUSE,
      quantity: String(quantity),
      reason: OPENING_STOCK,
      effectiveAt: at,
    });
  }
}
