import { OPTION_NAMES, STATUSES } from '#domain';
import { PROBLEMS } from '../problem/codes.ts';
import {
  boolean,
  choice,
  described,
  list,
  nullable,
  object,
  ref,
  type Schema,
  text,
  whole,
} from './schema.ts';

const quantity = ref('Quantity');
const position = ref('Position');
const instant = ref('Instant');
const code = text();
const figures = { onHand: quantity, allocated: quantity, held: quantity, available: quantity };
const allocation = object(
  {
    warehouse: code,
    quantity: described(quantity, 'What is backordered is part of it.'),
    backordered: quantity,
  },
  {
    sku: described(text(), 'Of a kit: the component.'),
    unit: described(
      code,
      'Of a kit: that of the component. Else that of the level, where it is not the line’s.',
    ),
  },
);
const components = described(
  list(object({ sku: text(), unit: code, quantity: described(quantity, 'For one of the line’s unit.') })),
  'Of a kit: what goes into one.',
);
const anything: Schema = { type: 'object', additionalProperties: true };
const source = object(
  { level: choice('product', 'category', 'website', 'organization', 'system', 'default') },
  { code },
);
const optionValue: Schema = {
  description: 'A decimal is a string.',
  type: ['boolean', 'string', 'null', 'array'],
};
const ownOptions = described(anything, 'Own values by the name of the option.');
const warehouses = nullable(list(code, { description: 'In priority order; null: none are assigned here.' }));
const check = (details: Readonly<Record<string, Schema>>) =>
  object({ status: choice('ok', 'degraded', 'failed'), ...details }, { reason: text() });
const seconds: Schema = { type: 'number', minimum: 0 };
const availability = {
  orderable: boolean,
  reasons: list(ref('Reason')),
  sellable: nullable(described(quantity, 'null: unlimited.')),
  status: ref('Status'),
  label: ref('Label'),
  low: boolean,
  upcoming: boolean,
  availabilityDate: nullable(instant),
};

const countSheet = {
  sheetId: text(),
  warehouse: code,
  reference: nullable(text()),
  status: choice('open', 'closing', 'closed'),
  keepCount: boolean,
  openedAt: instant,
  closedAt: nullable(instant),
  lineCount: whole(0),
  posted: nullable(described(whole(0), 'Levels that were set to what was counted.')),
  refused: nullable(described(whole(0), 'Levels that were not.')),
};

/** The parts of answers, by name. */
export const ANSWERS: Readonly<Record<string, Schema>> = {
  Quantity: {
    type: 'string',
    pattern: '^-?\\d+(\\.\\d+)?$',
    description: 'An exact decimal: no exponent, no needless zeros.',
    examples: ['5.5'],
  },
  Position: { type: 'string', pattern: '^-?\\d+$', description: 'A place in the log.', examples: ['1234'] },
  Instant: { type: 'string', format: 'date-time', description: 'ISO 8601 UTC.' },
  Status: choice(...STATUSES),
  Label: choice('upcoming', 'low_inventory', ...STATUSES),

  CommandAnswer: object(
    {
      commandId: described(text(), 'Client and idempotency key.'),
      stream: described(text(), 'The stream that decided.'),
      revision: described(whole(0), 'Of that stream, after the command.'),
      position: described(position, 'A query with `minPosition` of this shows what the command did.'),
      events: list(object({ type: text(), revision: whole(0), data: anything })),
    },
    { order: described(ref('SubmittedOrder'), 'Of SubmitOrder only.') },
  ),
  SubmittedOrder: object({
    orderId: text(),
    status: { const: 'accepted' },
    lines: list(
      object({
        sku: text(),
        unit: text(),
        quantity,
        allocations: list(allocation, {
          description: 'One for each warehouse; empty where stock is not managed.',
        }),
      }),
    ),
  }),
  ItemResult: {
    ...object(
      {
        id: described(nullable(text()), 'As it was sent.'),
        status: described(whole(200, 599), 'What the item would have had alone.'),
      },
      { result: ref('CommandAnswer'), problem: ref('Problem') },
    ),
    oneOf: [{ required: ['result'] }, { required: ['problem'] }],
  },

  Problem: object(
    {
      type: described(text(), 'Where the code is explained, relative to the server.'),
      title: text(),
      status: whole(400, 599),
      detail: text(),
      code: described(choice(...Object.keys(PROBLEMS)), 'Stable.'),
      reasons: list(ref('Reason'), { minItems: 1 }),
    },
    {
      commandId: text(),
      position: described(position, 'Of a rejected order: where that is on record.'),
      readiness: text(),
      checks: anything,
    },
  ),
  Reason: {
    ...object(
      { code: text(), message: text() },
      {
        path: described(text(), 'The field, parameter or header that is to blame, e.g. `lines[2].quantity`.'),
        sku: text(),
        unit: text(),
        warehouse: text(),
        requested: quantity,
        sellable: quantity,
        limit: quantity,
        open: quantity,
        source,
      },
    ),
    additionalProperties: true,
  },
  Explanation: object({ type: text(), code: text(), status: whole(400, 599), title: text() }),

  Product: object({
    sku: text(),
    name: text(),
    organization: code,
    category: nullable(code),
    units: list(object({ code, precision: whole(0, 10) }, { conversionRate: quantity }), {
      description: 'The first is primary.',
    }),
    stockUnit: nullable(code),
    kit: nullable(anything),
    status: ref('Status'),
    label: ref('Label'),
    levels: list(object({ warehouse: code, unit: code, ...figures })),
    totals: list(object({ unit: code, ...figures })),
  }),
  Level: object({
    sku: text(),
    name: text(),
    category: nullable(code),
    status: ref('Status'),
    low: boolean,
    warehouse: code,
    unit: code,
    ...figures,
  }),
  Options: object(
    Object.fromEntries(
      OPTION_NAMES.map((name) => [
        name,
        object({
          value: optionValue,
          source,
          hidden: described(
            list({ ...source, properties: { ...(source.properties as object), value: optionValue } }),
            'The values of farther levels, from the nearest to the farthest.',
          ),
        }),
      ]),
    ),
  ),
  Availability: object(availability),
  CartAvailability: object({
    orderable: boolean,
    earliestShipDate: nullable(described(instant, 'The latest known date of the upcoming lines.')),
    lines: list(object({ sku: text(), unit: nullable(code), quantity, ...availability }, { components })),
  }),
  SourcingPlan: object({
    shippable: boolean,
    lines: list(
      object(
        {
          sku: text(),
          unit: nullable(code),
          quantity,
          allocations: list(allocation),
          reasons: list(ref('Reason')),
        },
        { components },
      ),
    ),
  }),
  Order: object({
    orderId: text(),
    status: choice('submitted', 'accepted', 'rejected', 'cancelled', 'shipped', 'closed'),
    website: code,
    placedAt: instant,
    reasons: list(ref('Reason')),
    lines: list(
      object(
        {
          sku: text(),
          unit: nullable(code),
          quantity,
          open: quantity,
          shipped: quantity,
          cancelled: quantity,
          returned: quantity,
          allocations: list(allocation),
        },
        { components },
      ),
    ),
  }),
  CountSheet: object(countSheet),
  CountSheetWithLines: object({
    ...countSheet,
    lines: list(
      object({
        sku: text(),
        unit: described(code, 'In which it was counted.'),
        counted: quantity,
        level: described(
          object({ unit: code, counted: quantity }),
          'The same in the unit of the level, which `was`, `moved` and the movements are in.',
        ),
        was: described(quantity, 'On hand as the line was recorded.'),
        revision: described(whole(0), 'Of the product, as the line was recorded.'),
        status: choice('counted', 'posted', 'refused'),
        code: described(nullable(text()), 'Why it was refused.'),
        moved: nullable(
          described(quantity, 'What came and went until the level was set; null: too much to tell.'),
        ),
        movements: list(
          object({ type: text(), revision: whole(0), position, recordedAt: instant, change: quantity }),
        ),
        movementsCut: described(boolean, 'Whether there were more movements than are named.'),
      }),
    ),
    next: nullable(text()),
  }),
  Allocation: object({
    orderId: text(),
    website: code,
    sku: text(),
    unit: described(text(), 'Of the level.'),
    warehouse: code,
    quantity: described(quantity, 'What is backordered is part of it.'),
    backordered: quantity,
    since: described(instant, 'When it was promised there.'),
    position: described(position, 'Of the event that promised it.'),
  }),
  Reorder: object({
    orderId: text(),
    lines: list(
      object({
        sku: text(),
        unit: nullable(text()),
        ordered: quantity,
        quantity: described(quantity, 'What could be ordered now, together with the lines before it.'),
        reasons: described(list(ref('Reason')), 'Why not all of it.'),
      }),
    ),
  }),
  Transfer: object({
    transferId: text(),
    sku: text(),
    unit: described(code, 'Of the quantities.'),
    from: code,
    to: code,
    dispatched: quantity,
    received: quantity,
    discrepancy: described(quantity, 'What never came.'),
    discrepancyReason: nullable(text()),
    reference: nullable(text()),
    status: described(
      choice('in_transit', 'received', 'closed'),
      'received: all has come; closed: nothing more will, and not all has.',
    ),
  }),
  Hold: object({
    holdId: text(),
    website: code,
    status: choice('open', 'released', 'expired', 'ordered'),
    expiresAt: instant,
    lines: list(object({ sku: text(), unit: code, quantity }, { components })),
  }),
  Warehouse: object({
    code,
    name: text(),
    organization: nullable(code),
    status: choice('open', 'closing', 'closed'),
    assignments: list(
      object({ level: choice('website', 'organization', 'system'), priority: whole(1) }, { code }),
    ),
  }),
  Website: object({
    code,
    name: text(),
    organization: code,
    timeZone: text(),
    options: ownOptions,
    warehouses,
  }),
  Category: object({ code, name: text(), parent: nullable(code), options: ownOptions }),
  Organization: object({ code, name: text(), options: ownOptions, warehouses }),
  Event: object({
    id: { type: 'string', format: 'uuid' },
    type: text(),
    stream: text(),
    revision: described(whole(0), 'Within the stream.'),
    position,
    recordedAt: instant,
    effectiveAt: instant,
    commandId: text(),
    correlationId: text(),
    causationId: nullable(described(text(), '`<stream>@<revision>`; null: the command itself.')),
    actor: text(),
    contentHash: described(text(), 'SHA-256 of the content, in hex: the same on every machine.'),
    hash: described(
      text(),
      'SHA-256 over the stream’s previous hash, the content hash and the time, in hex.',
    ),
    data: anything,
  }),
  Landing: object({
    name: text(),
    version: text(),
    description: text(),
    access: text(),
    links: { type: 'object', additionalProperties: text() },
  }),
  Readiness: object({
    status: choice('ready', 'degraded'),
    checks: object(
      {
        store: check({ position }),
        directory: check({
          lagSeconds: seconds,
          reevaluations: described(
            whole(0),
            'Changes of options whose products are still gone through: `/v1/events?category=reevaluation` has those that are through.',
          ),
        }),
      },
      {
        projector: check({
          state: choice('starting', 'building', 'following', 'stalled', 'stopped'),
          position,
          lagSeconds: seconds,
          parkedStreams: whole(0),
        }),
      },
    ),
  }),
};
