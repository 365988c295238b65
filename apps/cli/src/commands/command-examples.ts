/** At least one example of each command that the ledger takes, in an order in which a shop would be set up. */
export const COMMAND_EXAMPLES: readonly { readonly name: string; readonly fields: unknown }[] = [
  { name: 'DefineOrganization', fields: { code: 'acme', name: 'Acme Ltd' } },
  {
    name: 'DefineWebsite',
    fields: { code: 'acme-uk', name: 'Acme UK', organization: 'acme', timeZone: 'Europe/London' },
  },
  { name: 'DefineCategory', fields: { code: 'lamps', name: 'Lamps' } },
  { name: 'MoveCategory', fields: { code: 'lamps', parent: null } },
  { name: 'OpenWarehouse', fields: { code: 'leeds', name: 'Leeds', organization: 'acme' } },
  {
    name: 'AssignWarehouses',
    fields: { scope: { level: 'website', code: 'acme-uk' }, warehouses: ['leeds', 'main'] },
  },
  { name: 'SetOption', fields: { scope: { level: 'system' }, option: 'manageInventory', value: true } },
  { name: 'ClearOption', fields: { scope: { level: 'system' }, option: 'manageInventory' } },
  {
    name: 'RegisterProduct',
    fields: {
      sku: 'LAMP-1',
      name: 'Desk lamp',
      organization: 'acme',
      category: 'lamps',
      units: [{ code: 'item', precision: 0 }],
    },
  },
  { name: 'RenameProduct', fields: { sku: 'LAMP-1', name: 'Desk lamp, brass' } },
  { name: 'MoveProduct', fields: { sku: 'LAMP-1', category: null } },
  {
    name: 'RegisterProduct',
    fields: {
      sku: 'LAMP-SET',
      name: 'Two desk lamps',
      kit: { components: [{ products: ['LAMP-1'], quantity: '1', required: true }] },
    },
  },
  {
    name: 'ChangeKit',
    fields: {
      sku: 'LAMP-SET',
      kit: { components: [{ products: ['LAMP-1'], quantity: '2', required: true }] },
    },
  },
  {
    name: 'AdjustLevel',
    fields: { sku: 'LAMP-1', warehouse: 'leeds', quantity: '40', reason: 'delivery', reference: 'PO-7' },
  },
  { name: 'CountLevel', fields: { sku: 'LAMP-1', warehouse: 'leeds', counted: '38', reason: 'stocktake' } },
  {
    name: 'HoldStock',
    fields: {
      holdId: 'CART-1',
      website: 'acme-uk',
      lines: [{ sku: 'LAMP-1', quantity: '2' }],
      expiresInSeconds: 900,
    },
  },
  { name: 'ReleaseHold', fields: { holdId: 'CART-1' } },
  {
    name: 'SubmitOrder',
    fields: { orderId: 'A-1', website: 'acme-uk', lines: [{ sku: 'LAMP-1', quantity: '2' }] },
  },
  { name: 'AmendOrder', fields: { orderId: 'A-1', lines: [{ sku: 'LAMP-1', quantity: '4' }] } },
  {
    name: 'ShipOrder',
    fields: { orderId: 'A-1', lines: [{ sku: 'LAMP-1', quantity: '2' }], reference: 'DN-17' },
  },
  {
    name: 'ReturnOrder',
    fields: { orderId: 'A-1', lines: [{ sku: 'LAMP-1', quantity: '1', restock: true }], reason: 'broken' },
  },
  {
    name: 'CancelOrder',
    fields: { orderId: 'A-1', lines: [{ sku: 'LAMP-1', quantity: '1' }], reason: 'by phone' },
  },
  {
    name: 'SetOption',
    fields: { scope: { level: 'product', code: 'LAMP-1' }, option: 'manageInventory', value: true },
  },
  {
    name: 'SetOption',
    fields: { scope: { level: 'product', code: 'LAMP-1' }, option: 'backOrder', value: true },
  },
  {
    name: 'SubmitOrder',
    fields: { orderId: 'A-2', website: 'acme-uk', lines: [{ sku: 'LAMP-1', quantity: '100' }] },
  },
  { name: 'MoveBackorder', fields: { orderId: 'A-2', sku: 'LAMP-1', from: 'leeds', to: 'main' } },
  { name: 'CancelOrder', fields: { orderId: 'A-2' } },
  { name: 'OpenCountSheet', fields: { sheetId: 'C-1', warehouse: 'leeds', reference: 'stocktaking' } },
  {
    name: 'CountLines',
    fields: { sheetId: 'C-1', warehouse: 'leeds', lines: [{ sku: 'LAMP-1', counted: '36' }] },
  },
  { name: 'CloseCountSheet', fields: { sheetId: 'C-1', warehouse: 'leeds' } },
  {
    name: 'TransferStock',
    fields: { transferId: 'T-1', sku: 'LAMP-1', from: 'leeds', to: 'main', quantity: '5' },
  },
  {
    name: 'DispatchTransfer',
    fields: { transferId: 'T-2', sku: 'LAMP-1', from: 'leeds', to: 'main', quantity: '3' },
  },
  { name: 'ReceiveTransfer', fields: { transferId: 'T-2', sku: 'LAMP-1', quantity: '3' } },
  { name: 'SetStatus', fields: { sku: 'LAMP-1', status: 'discontinued' } },
  { name: 'CloseWarehouse', fields: { code: 'leeds' } },
];
