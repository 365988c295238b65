import { ref, text } from './schema.ts';

export const INTRODUCTION = `An event-sourced inventory ledger: services send commands, every accepted change is an
event that is kept for good, and levels, statuses and lists are projections of those events.

- **Quantities** are exact decimals: strings in every answer; a request may send a string or a JSON number that a double
  holds exactly. A sku, code or id has 1 to 200 characters. Instants are ISO 8601 UTC.
- **Idempotency.** The header \`Idempotency-Key\` makes sending again safe: the same key with the same content gets the
  first answer, for good; with other content it is 409 \`IDEMPOTENCY_CONFLICT\`. A refusal that left no event is decided
  anew.
- **Read your writes.** A command’s answer carries its \`position\`; a query with \`minPosition\` waits until that shows.
- **Ask about the past.** \`asOf\` takes an instant or a position; with \`basis=effective\` facts count from when they were so.
- **Errors** are \`application/problem+json\` (RFC 9457) with a stable \`code\` and \`reasons\`. 503 carries
  \`Retry-After\`.
- **Lists** answer \`items\` and \`next\`, the cursor of the next page, null at the end.
- **Privacy.** The log is never changed. Free text, such as reasons, must hold no personal data; \`customer\` is an
  opaque id.
- **Access.** Access control is not configured: the server answers on loopback only, and whoever reaches it is admin.
  Client and actor of every command are \`local\`.`;

export const TAGS = [
  { name: 'Commands', description: 'Change something, one by one or many at once.' },
  { name: 'Stock', description: 'Products, levels, orders, availability.' },
  { name: 'Scopes', description: 'Owners of options: warehouses, websites, categories, organizations.' },
  { name: 'Log', description: 'The events themselves.' },
  { name: 'Operations', description: 'Health, metrics, descriptions.' },
];

const parameter = (name: string, description: string) => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: text(),
});

export const PATH_PARAMETERS = {
  sku: parameter('sku', 'Percent-encoded: `A/1` is `A%2F1`.'),
  transferId: parameter('transferId', 'The id that the transfer was requested with.'),
  sheetId: parameter('sheetId', 'The id that the count sheet was opened with.'),
  orderId: parameter('orderId', 'The id that the order was submitted with.'),
  holdId: parameter('holdId', 'The id that the stock was held under.'),
  stream: parameter('stream', 'E.g. `product-A1`, `order-4711`, `system`.'),
  code: parameter('code', 'The code.'),
  file: parameter('file', 'The name of the file.'),
};

/** Of every single command. */
export const COMMAND_HEADERS = [
  {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'Makes sending again safe. Absent: the server makes an id.',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
  },
  {
    name: 'Stockbook-Decided-At',
    in: 'header',
    description: 'The time to decide by, for a replay of commands; absent: now.',
    schema: ref('Instant'),
  },
];
