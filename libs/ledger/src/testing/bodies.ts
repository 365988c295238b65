/** For tests: a body for each command with all its fields, and the fields that it may not do without. */
import type { CommandName } from '../commands/command-bodies.ts';

interface Example {
  readonly full: Readonly<Record<string, unknown>>;
  readonly required: readonly string[];
}

const line = { sku: 'A1', unit: 'box', quantity: '2.5' };
const scope = { level: 'category', code: 'shoes' };

export const bodies: { readonly [Name in CommandName]: Example } = {
  DefineOrganization: { full: { code: 'retail', name: 'Retail' }, required: ['code', 'name'] },
  DefineWebsite: {
    full: { code: 'shop', name: 'Shop', organization: 'retail', timeZone: 'Europe/Berlin' },
    required: ['code', 'name', 'organization'],
  },
  DefineCategory: { full: { code: 'shoes', name: 'Shoes', parent: 'all' }, required: ['code', 'name'] },
  MoveCategory: { full: { code: 'shoes', parent: 'all' }, required: ['code', 'parent'] },
  OpenWarehouse: {
    full: { code: 'north', name: 'North', organization: 'retail' },
    required: ['code', 'name'],
  },
  CloseWarehouse: { full: { code: 'north' }, required: ['code'] },
  AssignWarehouses: {
    full: { scope: { level: 'website', code: 'shop' }, warehouses: ['north', 'main'] },
    required: ['scope', 'warehouses'],
  },
  RegisterProduct: {
    full: {
      sku: 'A1',
      name: 'Cup',
      organization: 'retail',
      category: 'cups',
      units: [
        { code: 'item', precision: 0 },
        { code: 'box', precision: 0, conversionRate: '12' },
      ],
      stockUnit: 'item',
      kit: { components: [{ products: ['B1', 'B2'], quantity: 1, required: true }] },
    },
    required: ['sku', 'name'],
  },
  RenameProduct: { full: { sku: 'A1', name: 'Mug' }, required: ['sku', 'name'] },
  MoveProduct: { full: { sku: 'A1', category: 'cups' }, required: ['sku', 'category'] },
  ChangeKit: {
    full: { sku: 'A1', kit: { components: [{ products: ['B1', 'B2'], quantity: 1, required: true }] } },
    required: ['sku', 'kit'],
  },
  SetOption: {
    full: { scope, option: 'inventoryThreshold', value: '5' },
    required: ['scope', 'option', 'value'],
  },
  ClearOption: { full: { scope, option: 'inventoryThreshold' }, required: ['scope', 'option'] },
  SetStatus: { full: { sku: 'A1', status: 'discontinued' }, required: ['sku', 'status'] },
  AdjustLevel: {
    full: {
      sku: 'A1',
      warehouse: 'main',
      unit: 'box',
      quantity: '-2.5',
      reason: 'broken',
      reference: 'T-1',
      effectiveAt: '2011-12-09T12:50:00Z',
    },
    required: ['sku', 'warehouse', 'quantity', 'reason'],
  },
  CountLevel: {
    full: {
      sku: 'A1',
      warehouse: 'main',
      unit: 'box',
      counted: '7',
      seen: { revision: 3, quantity: '8' },
      keepCount: true,
      reason: 'yearly',
      reference: 'S-1',
      effectiveAt: '2011-12-09T12:50:00Z',
    },
    required: ['sku', 'warehouse', 'counted'],
  },
  HoldStock: {
    full: {
      holdId: 'cart-1',
      website: 'shop',
      lines: [line, { sku: 'A2', quantity: 1 }],
      expiresInSeconds: 900,
    },
    required: ['holdId', 'website', 'lines', 'expiresInSeconds'],
  },
  ReleaseHold: { full: { holdId: 'cart-1' }, required: ['holdId'] },
  SubmitOrder: {
    full: {
      orderId: '536365',
      website: 'shop',
      lines: [line, { sku: 'A2', quantity: 1 }],
      holdId: 'cart-1',
      shipUntil: '2011-12-24T00:00:00Z',
      customer: '17850',
      placedAt: '2011-12-09T12:50:00Z',
    },
    required: ['orderId', 'website', 'lines'],
  },
  TransferStock: {
    full: {
      transferId: 'T-1',
      sku: 'A1',
      from: 'main',
      to: 'north',
      unit: 'box',
      quantity: '2.5',
      reference: 'R-1',
    },
    required: ['transferId', 'sku', 'from', 'to', 'quantity'],
  },
  DispatchTransfer: {
    full: {
      transferId: 'T-1',
      sku: 'A1',
      from: 'main',
      to: 'north',
      unit: 'box',
      quantity: '2.5',
      reference: 'R-1',
    },
    required: ['transferId', 'sku', 'from', 'to', 'quantity'],
  },
  OpenCountSheet: {
    full: { sheetId: 'S-1', warehouse: 'main', reference: 'yearly' },
    required: ['sheetId', 'warehouse'],
  },
  CountLines: {
    full: {
      sheetId: 'S-1',
      warehouse: 'main',
      lines: [
        { sku: 'A1', unit: 'box', counted: '2.5', seen: { revision: 3, quantity: '3' } },
        { sku: 'A2', counted: 1 },
      ],
    },
    required: ['sheetId', 'warehouse', 'lines'],
  },
  CloseCountSheet: {
    full: { sheetId: 'S-1', warehouse: 'main', keepCount: true },
    required: ['sheetId', 'warehouse'],
  },
  ReceiveTransfer: {
    full: { transferId: 'T-1', sku: 'A1', quantity: '2', discrepancyReason: 'one box was crushed' },
    required: ['transferId', 'sku', 'quantity'],
  },
  AmendOrder: { full: { orderId: '536365', lines: [line] }, required: ['orderId', 'lines'] },
  ShipOrder: {
    full: { orderId: '536365', lines: [{ ...line, warehouse: 'north' }], reference: 'D-1' },
    required: ['orderId'],
  },
  ReturnOrder: {
    full: {
      orderId: '536365',
      lines: [{ ...line, restock: true, warehouse: 'north' }],
      reason: 'too small',
    },
    required: ['orderId', 'lines'],
  },
  MoveBackorder: {
    full: { orderId: '536365', sku: 'A1', unit: 'box', from: 'main', to: 'north', quantity: '2.5' },
    required: ['orderId', 'sku', 'from', 'to'],
  },
  CancelOrder: {
    full: { orderId: '536365', lines: [line], reason: 'changed mind' },
    required: ['orderId'],
  },
};
