import { BULK_PARAMETERS } from '../bulk/bulk.controller.ts';
import type { ProblemCode } from '../problem/codes.ts';
import { ALLOCATIONS_PARAMETERS } from '../queries/allocations.controller.ts';
import { LEVELS_PARAMETERS } from '../queries/levels.controller.ts';
import {
  EVENTS_PARAMETERS,
  STREAM_PARAMETERS,
  WAREHOUSE_EVENTS_PARAMETERS,
} from '../queries/log.controller.ts';
import { AVAILABILITY_PARAMETERS, OPTIONS_PARAMETERS } from '../queries/product-answers.controller.ts';
import { PRODUCT_PARAMETERS, PRODUCTS_PARAMETERS } from '../queries/products.controller.ts';
import { TRANSFERS_PARAMETERS } from '../queries/transfers.controller.ts';
import { FRESHNESS, PAGE } from '../query/common-parameters.ts';
import { NO_PARAMETERS, type Parameters } from '../query/query.pipe.ts';
import { list, nullable, object, ref, type Schema, text } from './schema.ts';

/** Bodies by media type. */
export type Content = Readonly<Record<string, { readonly schema: Schema; readonly example?: unknown }>>;

export interface Operation {
  readonly id: string;
  readonly tag: 'Commands' | 'Stock' | 'Scopes' | 'Log' | 'Operations';
  readonly summary: string;
  readonly description?: string;
  readonly parameters: Parameters;
  readonly headers?: readonly object[];
  readonly body?: Content;
  readonly answer: Content;
  /** Whether the answer says up to which position the log shows in it. */
  readonly tellsPosition?: boolean;
  /** What may go wrong besides what may go wrong with any request. */
  readonly problems: readonly ProblemCode[];
}

export const json = (schema: Schema): Content => ({ 'application/json': { schema } });

const pageOf = (name: string): Content => json(object({ items: list(ref(name)), next: nullable(text()) }));

const QUERY_PROBLEMS: readonly ProblemCode[] = ['NOT_READY', 'POSITION_NOT_REACHED'];

type Rest = Partial<Operation> & Pick<Operation, 'answer'>;

const query = (id: string, tag: Operation['tag'], summary: string, rest: Rest): Operation => ({
  id,
  tag,
  summary,
  parameters: FRESHNESS,
  tellsPosition: true,
  ...rest,
  problems: [...QUERY_PROBLEMS, ...(rest.problems ?? [])],
});

const page = (
  id: string,
  tag: Operation['tag'],
  summary: string,
  item: string,
  rest: Partial<Operation> = {},
) => query(id, tag, summary, { parameters: PAGE, answer: pageOf(item), ...rest });

const plain = (id: string, summary: string, answer: Content, rest: Partial<Operation> = {}): Operation => ({
  id,
  tag: 'Operations',
  summary,
  parameters: NO_PARAMETERS,
  answer,
  problems: [],
  ...rest,
});

const ITEM = object(
  { type: text(), data: { type: 'object' } },
  { id: nullable(text()), decidedAt: ref('Instant') },
);
const ITEM_EXAMPLE = { id: 'delivery-1', type: 'RegisterProduct', data: { sku: 'MUG-2', name: 'Mug, red' } };

/** Every operation but the single commands, by path and method. */
export const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  '/v1/commands': {
    post: {
      id: 'executeMany',
      tag: 'Commands',
      summary: 'Carry out many commands',
      description:
        'The results are those of one command after the other in the order given, one for each, in that order. ' +
        'A JSON array holds at most 10,000; NDJSON may be of any length (a line at most 1 MB, blank lines are passed ' +
        'over), and its results come while it is still being sent. One that fails does not stop the others. ' +
        '`id` is the idempotency key of the item; `decidedAt` the time to decide by, for replays.',
      parameters: BULK_PARAMETERS,
      body: {
        'application/json': { schema: list(ITEM, { maxItems: 10_000 }), example: [ITEM_EXAMPLE] },
        'application/x-ndjson': { schema: ITEM, example: ITEM_EXAMPLE },
      },
      answer: {
        'application/json': { schema: list(ref('ItemResult')) },
        'application/x-ndjson': { schema: ref('ItemResult') },
      },
      problems: ['TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'],
    },
  },
  '/v1/products': {
    get: page('listProducts', 'Stock', 'Products with their stock', 'Product', {
      parameters: PRODUCTS_PARAMETERS,
      problems: ['WEBSITE_NOT_FOUND'],
    }),
  },
  '/v1/products/{sku}': {
    get: query('getProduct', 'Stock', 'One product with its stock', {
      parameters: PRODUCT_PARAMETERS,
      answer: json(ref('Product')),
      problems: ['PRODUCT_NOT_FOUND'],
    }),
  },
  '/v1/products/{sku}/options': {
    get: query(
      'explainOptions',
      'Stock',
      'Every option of a product: its value, where it comes from, what it hides',
      {
        parameters: OPTIONS_PARAMETERS,
        answer: json(ref('Options')),
        tellsPosition: false,
        problems: ['PRODUCT_NOT_FOUND', 'WEBSITE_NOT_FOUND'],
      },
    ),
  },
  '/v1/products/{sku}/availability': {
    get: query('checkAvailability', 'Stock', 'Whether a product can be had on a website', {
      parameters: AVAILABILITY_PARAMETERS,
      answer: json(ref('Availability')),
      tellsPosition: false,
      problems: ['PRODUCT_NOT_FOUND', 'UNIT_NOT_FOUND', 'WEBSITE_NOT_FOUND'],
    }),
  },
  '/v1/availability': {
    post: query('checkCart', 'Stock', 'Whether everything in a cart can be had together', {
      body: {
        'application/json': {
          schema: ref('Cart'),
          example: { website: 'default', purpose: 'cart', lines: [{ sku: 'MUG-1', quantity: '2' }] },
        },
      },
      answer: json(ref('CartAvailability')),
      tellsPosition: false,
      problems: ['WEBSITE_NOT_FOUND', 'HOLD_NOT_FOUND', 'TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'],
    }),
  },
  '/v1/sourcing': {
    post: query('planSourcing', 'Stock', 'Where an order would ship from: a dry run, without effect', {
      description:
        'Tells for each line which warehouses would serve it, as an order for the lines would be promised now. ' +
        '`shippable`: it would be accepted, and everything is there. Of what cannot be had whole the allocations are ' +
        'what can be had.',
      body: {
        'application/json': {
          schema: ref('OrderToSource'),
          example: { website: 'default', lines: [{ sku: 'MUG-1', quantity: '2' }] },
        },
      },
      answer: json(ref('SourcingPlan')),
      tellsPosition: false,
      problems: ['WEBSITE_NOT_FOUND', 'HOLD_NOT_FOUND', 'TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'],
    }),
  },
  '/v1/levels': {
    get: page('listLevels', 'Stock', 'Levels by sku, warehouse and unit', 'Level', {
      parameters: LEVELS_PARAMETERS,
      problems: ['PRODUCT_NOT_FOUND', 'WAREHOUSE_NOT_FOUND', 'CATEGORY_NOT_FOUND', 'WEBSITE_NOT_FOUND'],
    }),
  },
  '/v1/orders/{orderId}': {
    get: query('getOrder', 'Stock', 'One order', {
      answer: json(ref('Order')),
      problems: ['ORDER_NOT_FOUND'],
    }),
  },
  '/v1/holds/{holdId}': {
    get: query('getHold', 'Stock', 'One hold', {
      answer: json(ref('Hold')),
      problems: ['HOLD_NOT_FOUND'],
    }),
  },
  '/v1/orders/{orderId}/reorder': {
    get: query('planReorder', 'Stock', 'What of a past order could be ordered now, line by line', {
      answer: json(ref('Reorder')),
      tellsPosition: false,
      problems: ['ORDER_NOT_FOUND'],
    }),
  },
  '/v1/allocations': {
    get: page(
      'listAllocations',
      'Stock',
      'What is promised to orders and open, with its age: the oldest first',
      'Allocation',
      {
        parameters: ALLOCATIONS_PARAMETERS,
        problems: ['PRODUCT_NOT_FOUND', 'WAREHOUSE_NOT_FOUND', 'WEBSITE_NOT_FOUND', 'ORDER_NOT_FOUND'],
      },
    ),
  },
  '/v1/transfers': {
    get: page('listTransfers', 'Stock', 'Transfers by id: what is on its way, and what went', 'Transfer', {
      parameters: TRANSFERS_PARAMETERS,
      problems: ['PRODUCT_NOT_FOUND', 'WAREHOUSE_NOT_FOUND'],
    }),
  },
  '/v1/transfers/{transferId}': {
    get: query('getTransfer', 'Stock', 'One transfer', {
      answer: json(ref('Transfer')),
      problems: ['TRANSFER_NOT_FOUND'],
    }),
  },
  '/v1/warehouses': {
    get: page('listWarehouses', 'Scopes', 'Warehouses with their assignments', 'Warehouse'),
  },
  '/v1/websites': { get: page('listWebsites', 'Scopes', 'Websites with their own options', 'Website') },
  '/v1/categories': {
    get: page('listCategories', 'Scopes', 'Categories with their own options', 'Category'),
  },
  '/v1/organizations': {
    get: page('listOrganizations', 'Scopes', 'Organizations with their own options', 'Organization'),
  },
  '/v1/events': {
    get: page('listEvents', 'Log', 'The log, or what of it matches', 'Event', {
      parameters: EVENTS_PARAMETERS,
    }),
  },
  '/v1/streams/{stream}': {
    get: page('readStream', 'Log', 'The events of one stream', 'Event', {
      parameters: STREAM_PARAMETERS,
      problems: ['STREAM_NOT_FOUND'],
    }),
  },
  '/v1/warehouses/{code}/count-sheets': {
    get: page('listCountSheets', 'Stock', 'The count sheets of a warehouse, by id', 'CountSheet', {
      problems: ['WAREHOUSE_NOT_FOUND'],
    }),
  },
  '/v1/warehouses/{code}/count-sheets/{sheetId}': {
    get: query(
      'getCountSheet',
      'Stock',
      'A count sheet with its lines, and what moved since they were counted',
      {
        description: 'The page is one of lines, by sku and unit.',
        parameters: PAGE,
        answer: json(ref('CountSheetWithLines')),
        problems: ['WAREHOUSE_NOT_FOUND', 'COUNT_SHEET_NOT_FOUND'],
      },
    ),
  },
  '/v1/warehouses/{code}/events': {
    get: page('listWarehouseEvents', 'Log', 'Every event that touches a warehouse, in log order', 'Event', {
      description:
        'Its own events, those of its stock (adjusted, counted, promised, given back, shipped, returned, held, moved to it or from it) and of its transfers.',
      parameters: WAREHOUSE_EVENTS_PARAMETERS,
      problems: ['WAREHOUSE_NOT_FOUND'],
    }),
  },
  '/': { get: plain('landing', 'What this is and where to go on', json(ref('Landing'))) },
  '/health/live': {
    get: plain('live', 'Whether the process answers', json(object({ status: { const: 'live' } }))),
  },
  '/health/ready': {
    get: plain(
      'ready',
      'Whether it should be sent requests: store, directory, projector',
      json(ref('Readiness')),
      {
        problems: ['NOT_READY'],
      },
    ),
  },
  '/metrics': {
    get: plain('metrics', 'Figures for Prometheus', { 'text/plain': { schema: text() } }),
  },
  '/openapi.json': { get: plain('openapi', 'This description', json({ type: 'object' })) },
  '/docs': { get: plain('docs', 'This description as a page', { 'text/html': { schema: text() } }) },
  '/docs/page.js': {
    get: plain('docsScript', 'A file of the page', { 'text/javascript': { schema: text() } }),
  },
  '/docs/{file}': {
    get: plain('docsFile', 'A file of the page', { '*/*': { schema: text() } }, { problems: ['NOT_FOUND'] }),
  },
  '/problems': { get: plain('listProblems', 'Every code, explained', pageOf('Explanation')) },
  '/problems/{code}': {
    get: plain('explainProblem', 'One code, explained', json(ref('Explanation')), {
      problems: ['NOT_FOUND'],
    }),
  },
};
