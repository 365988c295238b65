import { type CommandName, commandBodies, schemaOf } from '#ledger';
import type { Schema } from './schema.ts';

/** What clients are told about a command besides its fields. */
export interface CommandDescription {
  readonly summary: string;
  readonly description?: string;
  /** What a field means, where its name does not say it. */
  readonly notes?: Readonly<Record<string, string>>;
  /** Fields that a new ledger takes, once it has taken the examples before it in this table. */
  readonly example: object;
  /** Commands that the example needs besides. */
  readonly needs?: readonly { readonly name: CommandName; readonly fields: object }[];
}

const OF_EVERY_COMMAND = {
  expectedRevision:
    'Where the stream named in the answer is believed to stand, −1: it is new. If it stands elsewhere: 409 REVISION_CONFLICT.',
};

const LEVEL = {
  unit: 'Default: the primary unit.',
  reference: 'A document that this goes back to.',
  effectiveAt:
    'When it was so in the world; default: now. Not in the future. What is dated before a later-dated count has no ' +
    'effect beyond it; what would leave a later moment below zero is refused.',
};

const KIT =
  'Makes the product a kit: it has no stock of its own, an order for it is promised its components. Each names ' +
  'interchangeable products, the preferred first, and how much of one of them goes into one kit, in its primary unit.';

const TRANSFER = {
  unit: 'Default: the primary unit.',
  reference: 'A document that this goes back to.',
};

/** Every command, in the order in which a new shop uses them. */
export const COMMANDS: { readonly [Name in CommandName]: CommandDescription } = {
  DefineOrganization: {
    summary: 'Define an organization',
    description: 'The organization `default` exists from the start.',
    example: { code: 'acme', name: 'Acme Ltd' },
  },
  DefineWebsite: {
    summary: 'Define a website: a sales channel of an organization',
    description: 'The website `default` exists from the start.',
    notes: { timeZone: 'IANA name; default: UTC.' },
    example: { code: 'acme-uk', name: 'Acme UK', organization: 'acme', timeZone: 'Europe/London' },
  },
  DefineCategory: {
    summary: 'Define a category, at the top or under another',
    notes: { parent: 'Absent or null: at the top.' },
    example: { code: 'mugs', name: 'Mugs' },
  },
  MoveCategory: {
    summary: 'Move a category under another, or to the top',
    notes: { parent: 'null: to the top.' },
    example: { code: 'mugs', parent: null },
  },
  OpenWarehouse: {
    summary: 'Open a warehouse',
    description: 'The warehouse `main` exists from the start and is assigned to the website `default`.',
    example: { code: 'leeds', name: 'Leeds', organization: 'acme' },
  },
  AssignWarehouses: {
    summary: 'Say which warehouses are sold from, the preferred first',
    description: 'At a website, its organization or the system; the nearest that says so counts.',
    example: { scope: { level: 'website', code: 'acme-uk' }, warehouses: ['leeds', 'main'] },
  },
  RegisterProduct: {
    summary: 'Register a product with its units',
    notes: {
      organization: 'Default: `default`.',
      units:
        'The first is primary. Default: one unit `item` of precision 0. `conversionRate` is how many stock units one is.',
      stockUnit: 'The unit in which stock is kept, all units selling from that one level.',
      kit: KIT,
    },
    example: { sku: 'MUG-1', name: 'Mug, blue', units: [{ code: 'item', precision: 0 }] },
  },
  RenameProduct: { summary: 'Rename a product', example: { sku: 'MUG-1', name: 'Mug, navy blue' } },
  MoveProduct: {
    summary: 'Move a product to another category',
    notes: { category: 'null: to none.' },
    example: { sku: 'MUG-1', category: 'mugs' },
  },
  ChangeKit: {
    summary: 'Change what a kit is made of',
    description: 'Orders that exist keep what they recorded.',
    notes: { kit: KIT },
    needs: [
      {
        name: 'RegisterProduct',
        fields: {
          sku: 'MUG-SET',
          name: 'Six mugs',
          kit: { components: [{ products: ['MUG-1'], quantity: '4', required: true }] },
        },
      },
    ],
    example: {
      sku: 'MUG-SET',
      kit: { components: [{ products: ['MUG-1'], quantity: '6', required: true }] },
    },
  },
  SetOption: {
    summary: 'Set an inventory option at a scope',
    description:
      'Takes effect at once on everything that inherits it. `null` is a value (no limit); to inherit, clear the option.',
    notes: {
      scope: '`code` is the sku or the code; `system` has none.',
      option: 'One of those in the answer of `/v1/products/{sku}/options`.',
      value:
        'Of the type of the option: true or false, a decimal, an instant, a text, a list of statuses, or null.',
    },
    example: { scope: { level: 'system' }, option: 'manageInventory', value: true },
  },
  ClearOption: {
    summary: 'Clear an inventory option at a scope: it is inherited again',
    example: { scope: { level: 'product', code: 'MUG-1' }, option: 'backOrder' },
  },
  SetStatus: {
    summary: 'Set the status of a product by hand',
    description:
      'The status of a kit follows from its components: one that was set by hand holds until another is set, or null, ' +
      'with which it follows from them again. Of any other product null is refused.',
    example: { sku: 'MUG-1', status: 'in_stock' },
  },
  AdjustLevel: {
    summary: 'Add to what is on hand, or take from it',
    description:
      'On hand never falls below zero. What a loss leaves missing becomes backordered, the newest promises first.',
    notes: { ...LEVEL, quantity: 'Signed: what comes in is above 0.' },
    example: { sku: 'MUG-1', warehouse: 'main', quantity: '100', reason: 'delivery', reference: 'PO-4711' },
  },
  CountLevel: {
    summary: 'State what of on hand was counted',
    notes: {
      ...LEVEL,
      seen: 'What the counter had before them: refused if stock has moved since.',
      keepCount: 'Keeps the count even so.',
    },
    example: { sku: 'MUG-1', warehouse: 'main', counted: '98' },
  },
  OpenCountSheet: {
    summary: 'Open a sheet on which many products of a warehouse are counted',
    notes: { reference: 'A document that this goes back to.' },
    example: { sheetId: 'C-1', warehouse: 'main', reference: 'stocktaking' },
  },
  CountLines: {
    summary: 'Record on a count sheet what was counted',
    description:
      'Each line is kept with what the ledger has of it at that moment; no level is changed. A product and unit counted again takes the place of its line. All lines or none are recorded.',
    notes: {
      lines:
        'At most 5,000 at once and 20,000 on a sheet. `unit` defaults to the primary unit; `seen` is what the counter had before them, default: what the ledger has now.',
    },
    example: { sheetId: 'C-1', warehouse: 'main', lines: [{ sku: 'MUG-1', counted: '97' }] },
  },
  CloseCountSheet: {
    summary: 'Set every level on a count sheet to what was counted',
    description:
      'A level of which stock has moved since it was counted is not set but named in the answer (`LinesRefused`), unless the counts are kept; all others are. Lines of one level in several units are added up.',
    notes: { keepCount: 'Sets levels also where stock has moved since.' },
    example: { sheetId: 'C-1', warehouse: 'main' },
  },
  HoldStock: {
    summary: 'Reserve stock for a cart, for a limited time: all of it, or nothing',
    description:
      'Checked as an order is. Holding again under the same id replaces what is held; a refused replacement leaves it as it was. An order that names the hold takes it over. A hold that has ended (released, expired or ordered) cannot be held again: `HOLD_NOT_OPEN`.',
    notes: {
      lines: '`unit` defaults to the primary unit. Lines of one product and unit are one line.',
      expiresInSeconds: 'After that the hold ends by itself, unless an order is just taking it over.',
    },
    example: {
      holdId: 'CART-1',
      website: 'default',
      lines: [{ sku: 'MUG-1', quantity: '1' }],
      expiresInSeconds: 900,
    },
  },
  ReleaseHold: { summary: 'Give up a hold before its time', example: { holdId: 'CART-1' } },
  SubmitOrder: {
    summary: 'Submit an order: it is promised whole, or rejected with all reasons',
    description:
      'A rejected order answers 422 `ORDER_REJECTED` and is on record. The order id is an idempotency key of its own: the same order under another key is answered as the first time.',
    notes: {
      lines:
        '`unit` defaults to the primary unit. Lines of one product and unit are one line. A line of a kit may choose by `components` among interchangeable and optional ones; without it the required are chosen by what can be served and the optional left out.',
      shipUntil:
        'A day, in the time zone of the website, or an instant. Refused if an upcoming product is available only later.',
      customer: 'An opaque id. No personal data: the log is for good.',
      placedAt: 'Dates the order in reports; the decision uses the stock as recorded.',
    },
    example: { orderId: 'O-1', website: 'default', lines: [{ sku: 'MUG-1', quantity: '2' }] },
  },
  TransferStock: {
    summary: 'Move stock from one warehouse to another at once',
    description:
      'Only what is available moves; what is allocated or held stays. The transfer id is an idempotency key of its own: the same transfer under another key is answered as the first time.',
    notes: TRANSFER,
    example: { transferId: 'T-1', sku: 'MUG-1', from: 'main', to: 'leeds', quantity: '10' },
  },
  DispatchTransfer: {
    summary: 'Send stock from one warehouse on its way to another',
    description:
      'As TransferStock; on their way the goods count for nobody, until they are received. A warehouse cannot close while goods are on their way to it.',
    notes: TRANSFER,
    example: { transferId: 'T-2', sku: 'MUG-1', from: 'leeds', to: 'main', quantity: '10' },
  },
  ReceiveTransfer: {
    summary: 'Bring in goods that were dispatched, all or a part',
    description:
      'More than is on its way is refused (`EXCEEDS_OPEN`); what was found besides is an adjustment. What comes fills backorders at the warehouse.',
    notes: {
      quantity: 'What arrived, in the unit of the transfer; 0 only with a reason.',
      discrepancyReason:
        'Why the rest will not arrive any more: it is written off and the transfer closed. Absent: the rest is still on its way.',
    },
    example: { transferId: 'T-2', sku: 'MUG-1', quantity: '9', discrepancyReason: 'one was broken' },
  },
  CloseWarehouse: {
    summary: 'Close a warehouse',
    description:
      'Refused while stock or promises are left there, or goods are on their way to it; the refusal says what is there.',
    example: { code: 'leeds' },
  },
  AmendOrder: {
    summary: 'Say what an order shall be as a whole; only the difference is decided',
    description:
      'What is added has to be had by every rule (limits count on the whole line, stock, status and shipping date on what is added) and has its own place among backorders. What is given up first is what is backordered, then from the last warehouse to the first. What has shipped stays. A refused amendment leaves the order as it was, answers `ORDER_REJECTED` and is on record as lost demand.',
    notes: { lines: 'The whole order as it shall be; a product that is left out goes to 0.' },
    example: { orderId: 'O-1', lines: [{ sku: 'MUG-1', quantity: '3' }] },
  },
  CancelOrder: {
    summary: 'Cancel an order, whole or in part',
    notes: { lines: 'What to take off; absent: everything open.' },
    example: { orderId: 'O-1', reason: 'changed their mind' },
  },
  ShipOrder: {
    summary: 'Ship an order, or part of it: on hand and allocated fall together',
    description:
      'Ships from where it is allocated, and only what is there. All products are checked first. A product that refuses later, for it lost a race, is named in `refused` of the `OrderShipped`; the others have gone out. A line that was never allocated ships without effect on stock.',
    notes: {
      lines: 'Absent: everything open.',
      warehouse: 'Absent: the warehouses where it is allocated, in the order of the promises.',
    },
    needs: [
      {
        name: 'SubmitOrder',
        fields: { orderId: 'O-2', website: 'default', lines: [{ sku: 'MUG-1', quantity: '2' }] },
      },
    ],
    example: { orderId: 'O-2', lines: [{ sku: 'MUG-1', quantity: '2' }], reference: 'DN-17' },
  },
  ReturnOrder: {
    summary: 'Take back what was shipped',
    description:
      'What is restocked is on hand again, fills backorders and may bring the product back in stock. What had not come from stock does not go there.',
    notes: {
      restock: 'Whether it goes back on hand.',
      warehouse:
        'Absent: where it was shipped from, in the order of shipping; where that is not open, the first warehouse of the website.',
    },
    example: { orderId: 'O-2', lines: [{ sku: 'MUG-1', quantity: '1', restock: true }], reason: 'too small' },
  },
  MoveBackorder: {
    summary: 'Have another warehouse deliver what an order waits for',
    description:
      'What is backordered at one warehouse is promised at another of the order’s website instead. There it stands behind all that is promised already, and what is available fills it at once.',
    notes: { quantity: 'Absent: all that is backordered there.' },
    needs: [
      { name: 'OpenWarehouse', fields: { code: 'york', name: 'York' } },
      {
        name: 'AssignWarehouses',
        fields: { scope: { level: 'website', code: 'default' }, warehouses: ['main', 'york'] },
      },
      { name: 'RegisterProduct', fields: { sku: 'MUG-9', name: 'Mug, to come' } },
      {
        name: 'SetOption',
        fields: { scope: { level: 'product', code: 'MUG-9' }, option: 'backOrder', value: true },
      },
      {
        name: 'SubmitOrder',
        fields: { orderId: 'O-3', website: 'default', lines: [{ sku: 'MUG-9', quantity: '2' }] },
      },
    ],
    example: { orderId: 'O-3', sku: 'MUG-9', from: 'main', to: 'york' },
  },
};

/** The fields of a command, as its own validation has them, with what they mean. */
export function fieldsOf(name: CommandName): Schema {
  const { properties, ...schema } = schemaOf(commandBodies[name]) as { properties: Record<string, Schema> };
  const notes: Readonly<Record<string, string>> = { ...COMMANDS[name].notes, ...OF_EVERY_COMMAND };
  const described = Object.entries(properties).map(([field, each]) => {
    const description = notes[field];
    return [field, description === undefined ? each : { ...each, description }];
  });
  return { ...schema, properties: Object.fromEntries(described) };
}
