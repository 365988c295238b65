import type { Command } from '#domain';
import { boolean, choice, closed, described, list, nullable, ref, type Schema, whole } from './schema.ts';

/** A command as clients send it. */
export interface CommandDescription {
  readonly summary: string;
  readonly description?: string;
  readonly fields: Schema;
  /** A body that a new ledger accepts, after those before it in this table. */
  readonly example: object;
}

const code = ref('Code');
const sku = ref('Code');
const name = ref('Name');
const unit = described(ref('Code'), 'Default: the primary unit.');
const quantity = ref('Quantity');
const reason = ref('Reason');
const reference = described(ref('Code'), 'A document this goes back to.');
const effectiveAt = described(
  ref('Instant'),
  'When it was so in the world; default: now. Not in the future.',
);
const scope = ref('Scope');
const lines = list(ref('CommandLine'), { minItems: 1, maxItems: 2000 });
const expectedRevision = described(
  whole(-1),
  'Where the stream named in the answer is believed to stand; −1: it is new. Elsewhere it is 409 REVISION_CONFLICT.',
);

type Fields = Readonly<Record<string, Schema>>;

const fields = (required: Fields, optional: Fields = {}): Schema =>
  closed(required, { ...optional, expectedRevision });

/** Every command, in the order in which a new shop would use them. */
export const COMMANDS: Readonly<Record<Command['type'], CommandDescription>> = {
  DefineOrganization: {
    summary: 'Define an organization',
    description: 'The organization `default` exists from the start.',
    fields: fields({ code, name }),
    example: { code: 'acme', name: 'Acme Ltd' },
  },
  DefineWebsite: {
    summary: 'Define a website: a sales channel of an organization',
    description: 'The website `default` exists from the start.',
    fields: fields(
      { code, name, organization: code },
      { timeZone: { type: 'string', description: 'IANA name, e.g. Europe/Berlin.', default: 'UTC' } },
    ),
    example: { code: 'acme-uk', name: 'Acme UK', organization: 'acme', timeZone: 'Europe/London' },
  },
  DefineCategory: {
    summary: 'Define a category, at the top or under another',
    fields: fields({ code, name }, { parent: code }),
    example: { code: 'mugs', name: 'Mugs' },
  },
  MoveCategory: {
    summary: 'Move a category under another, or to the top',
    fields: fields({ code, parent: described(nullable(code), 'null: to the top.') }),
    example: { code: 'mugs', parent: null },
  },
  OpenWarehouse: {
    summary: 'Open a warehouse',
    description: 'The warehouse `main` exists from the start and is assigned to the website `default`.',
    fields: fields({ code, name }, { organization: code }),
    example: { code: 'leeds', name: 'Leeds', organization: 'acme' },
  },
  CloseWarehouse: {
    summary: 'Close a warehouse',
    description: 'Refused while stock or promises are left there; the refusal says what is there.',
    fields: fields({ code }),
    example: { code: 'leeds' },
  },
  AssignWarehouses: {
    summary: 'Say which warehouses a website sells from, the preferred first',
    description: 'Set at a website, its organization or the system; the nearest that is set counts.',
    fields: fields({
      scope: closed({ level: choice('website', 'organization', 'system') }, { code }),
      warehouses: list(code),
    }),
    example: { scope: { level: 'website', code: 'acme-uk' }, warehouses: ['main'] },
  },
  RegisterProduct: {
    summary: 'Register a product with its units',
    description: 'Sold in one unit `item` of whole pieces, unless said otherwise.',
    fields: fields(
      { sku, name },
      {
        organization: described(code, 'Default: `default`.'),
        category: code,
        units: list(ref('Unit'), { minItems: 1, description: 'The first is primary.' }),
        stockUnit: described(code, 'The unit in which stock is kept; then every unit has a conversion rate.'),
        kit: ref('Kit'),
      },
    ),
    example: { sku: 'MUG-1', name: 'Mug, blue', units: [{ code: 'item', precision: 0 }] },
  },
  RenameProduct: {
    summary: 'Rename a product',
    fields: fields({ sku, name }),
    example: { sku: 'MUG-1', name: 'Mug, navy blue' },
  },
  MoveProduct: {
    summary: 'Move a product to another category',
    fields: fields({ sku, category: described(nullable(code), 'null: to none.') }),
    example: { sku: 'MUG-1', category: 'mugs' },
  },
  SetOption: {
    summary: 'Set an inventory option at a scope',
    description:
      'Takes effect at once on everything that inherits it. `null` is a value (“no limit”), not “inherit”.',
    fields: fields({
      scope,
      option: described(ref('Code'), 'One of those in the answer of /v1/products/{sku}/options.'),
      value: { description: 'Of the option’s type; a decimal as a string or an exact number.' },
    }),
    example: { scope: { level: 'system' }, option: 'manageInventory', value: true },
  },
  ClearOption: {
    summary: 'Clear an inventory option at a scope: it is inherited again',
    fields: fields({ scope, option: ref('Code') }),
    example: { scope: { level: 'product', code: 'MUG-1' }, option: 'backOrder' },
  },
  SetStatus: {
    summary: 'Set the status of a product by hand',
    fields: fields({ sku, status: ref('Status') }),
    example: { sku: 'MUG-1', status: 'in_stock' },
  },
  AdjustLevel: {
    summary: 'Add to what is on hand, or take from it',
    description:
      'Never below zero. What a loss leaves missing becomes backordered, the newest promises first.',
    fields: fields(
      { sku, warehouse: code, quantity: described(quantity, 'Signed.'), reason },
      { unit, reference, effectiveAt },
    ),
    example: { sku: 'MUG-1', warehouse: 'main', quantity: '100', reason: 'delivery', reference: 'PO-4711' },
  },
  CountLevel: {
    summary: 'State what of on hand was counted',
    fields: fields(
      { sku, warehouse: code, counted: quantity },
      {
        unit,
        seen: described(
          closed({}, { revision: whole(-1), quantity }),
          'What the counter had before them: refused if stock moved since.',
        ),
        keepCount: described(boolean, 'Keeps the count even so.'),
        reason,
        reference,
        effectiveAt,
      },
    ),
    example: { sku: 'MUG-1', warehouse: 'main', counted: '98' },
  },
  SubmitOrder: {
    summary: 'Submit an order: it is promised whole, or rejected with all reasons',
    description:
      'A rejected order answers 422 ORDER_REJECTED and is on record. The order id is an idempotency key of its own: ' +
      'the same order under another key answers as the first time did.',
    fields: fields(
      { orderId: code, website: code, lines },
      {
        holdId: code,
        shipUntil: ref('Instant'),
        customer: described(ref('Code'), 'An opaque id; no personal data: the log is for good.'),
        placedAt: described(
          ref('Instant'),
          'Dates the order in reports; the decision uses the stock as recorded.',
        ),
      },
    ),
    example: { orderId: 'O-1', website: 'default', lines: [{ sku: 'MUG-1', quantity: '2' }] },
  },
  CancelOrder: {
    summary: 'Cancel an order, whole or in part',
    fields: fields(
      { orderId: code },
      { lines: described(lines, 'What to take off; absent: everything open.'), reason },
    ),
    example: { orderId: 'O-1', reason: 'changed their mind' },
  },
};
