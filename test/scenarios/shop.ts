import type { Answered, Client, Json } from '../../apps/server/src/testing/client.ts';

export type Quantities = Readonly<Record<string, number | string>>;

/** A line that is more than a sku and a quantity. */
export interface ShopLine {
  readonly sku: string;
  readonly quantity: number | string;
  readonly unit?: string;
  readonly components?: readonly string[];
}

export interface ProductSetting {
  /** On hand by warehouse, or at the shop's own. */
  readonly stock?: number | string | Quantities;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly units?: readonly object[];
  readonly stockUnit?: string;
  readonly category?: string;
  readonly kit?: object;
  /** The unit of `stock`. */
  readonly unit?: string;
}

/**
 * A shop for one row of the scenarios, with names of its own in a ledger that all rows share: an organization that
 * manages inventory, a website and a warehouse.
 */
export class Shop {
  readonly id: string;
  readonly #client: Client;
  #position = '0';
  #count = 0;

  constructor(client: Client, id: string) {
    this.#client = client;
    this.id = id.toLowerCase();
  }

  async open(): Promise<this> {
    await this.done('DefineOrganization', { code: this.id, name: this.id });
    await this.done('DefineWebsite', { code: this.id, name: this.id, organization: this.id });
    await this.done('OpenWarehouse', { code: this.name('main'), name: 'Main', organization: this.id });
    await this.assign('main');
    await this.set('manageInventory', true);
    return this;
  }

  /** A name that no other row uses. */
  name(name: string): string {
    return `${this.id}-${name}`;
  }

  async send(command: string, fields: object, key?: string): Promise<Answered<Json>> {
    const answer = await this.#client.send(
      command,
      fields,
      key === undefined ? {} : { 'idempotency-key': key },
    );
    this.#note(answer.body);
    return answer;
  }

  /** Queries wait for the position of every answer. */
  #note({ position }: { readonly position?: string }): void {
    if (position !== undefined && BigInt(position) > BigInt(this.#position)) this.#position = position;
  }

  /** Sends a command that must be accepted. */
  async done(command: string, fields: object): Promise<Json> {
    const { status, body } = await this.send(command, fields);
    if (status !== 200) throw new Error(`${command} was answered with ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  /** To be called when something else than the shop has sent commands: queries wait for what they have done. */
  async noteOthers(): Promise<void> {
    this.#note((await this.#client.get('/health/ready')).body.checks.store);
  }

  /** Asks a query, once it shows all that was answered before. */
  get(path: string): Promise<Answered<Json>> {
    const separator = path.includes('?') ? '&' : '?';
    return this.#client.get(`${path}${separator}minPosition=${this.#position}`);
  }

  async post(path: string, body: object): Promise<Answered<Json>> {
    const headers = { 'content-type': 'application/json' };
    const answer = await this.#client.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (Array.isArray(answer.body)) for (const { result = {} } of answer.body) this.#note(result);
    return answer;
  }

  request(path: string, init: RequestInit): Promise<Answered<Json>> {
    return this.#client.request(path, init);
  }

  get address(): string {
    return this.#client.address;
  }

  /** Sets an option at the shop's organization, or where it is told. */
  set(
    option: string,
    value: unknown,
    scope: object = { level: 'organization', code: this.id },
  ): Promise<Json> {
    return this.done('SetOption', { scope, option, value });
  }

  own(sku: string, option: string, value: unknown): Promise<Json> {
    return this.set(option, value, { level: 'product', code: this.name(sku) });
  }

  /** Opens further warehouses of the shop, assigned to nothing yet. */
  async warehouses(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      await this.done('OpenWarehouse', { code: this.name(name), name, organization: this.id });
    }
  }

  /** The warehouses of the shop's website in their order. */
  assign(...names: readonly string[]): Promise<Json> {
    const scope = { level: 'website', code: this.id };
    return this.done('AssignWarehouses', { scope, warehouses: names.map((name) => this.name(name)) });
  }

  /** Another website of the shop. */
  async website(name: string, warehouses: readonly string[], more: object = {}): Promise<void> {
    const code = this.name(name);
    await this.done('DefineWebsite', { code, name, organization: this.id, ...more });
    const scope = { level: 'website', code };
    await this.done('AssignWarehouses', { scope, warehouses: warehouses.map((one) => this.name(one)) });
  }

  async product(sku: string, setting: ProductSetting = {}): Promise<string> {
    const { stock = {}, options = {}, unit, category, ...more } = setting;
    await this.done('RegisterProduct', {
      sku: this.name(sku),
      name: sku,
      organization: this.id,
      ...(category === undefined ? {} : { category: this.name(category) }),
      ...more,
    });
    for (const [option, value] of Object.entries(options)) await this.own(sku, option, value);
    const levels = typeof stock === 'object' ? stock : { main: stock };
    for (const [warehouse, quantity] of Object.entries(levels)) {
      await this.adjust(sku, quantity, { warehouse, ...(unit === undefined ? {} : { unit }) });
    }
    return this.name(sku);
  }

  adjust(sku: string, quantity: number | string, { warehouse = 'main', ...more }: Json = {}): Promise<Json> {
    return this.done('AdjustLevel', this.adjustment(sku, quantity, { warehouse, ...more }));
  }

  adjustment(sku: string, quantity: number | string, { warehouse = 'main', ...more }: Json = {}): object {
    const [code, place] = [this.name(sku), this.name(warehouse)];
    return { sku: code, warehouse: place, quantity: String(quantity), reason: 'scenario', ...more };
  }

  count(
    sku: string,
    counted: number | string,
    { warehouse = 'main', ...more }: Json = {},
  ): Promise<Answered<Json>> {
    const place = { sku: this.name(sku), warehouse: this.name(warehouse) };
    return this.send('CountLevel', { ...place, counted: String(counted), ...more });
  }

  lines(quantities: Quantities | readonly ShopLine[]): object[] {
    const lines: readonly ShopLine[] = Array.isArray(quantities)
      ? quantities
      : Object.entries(quantities as Quantities).map(([sku, quantity]) => ({ sku, quantity }));
    return lines.map(({ sku, quantity, components, ...line }) => ({
      sku: this.name(sku),
      quantity: String(quantity),
      ...line,
      ...(components && { components: components.map((one) => this.name(one)) }),
    }));
  }

  /** A new order, e.g. `{ A: 3 }`; its answer, accepted or not. */
  order(
    quantities: Quantities | readonly ShopLine[],
    { website, ...more }: Json = {},
  ): Promise<Answered<Json>> {
    this.#count += 1;
    return this.send('SubmitOrder', {
      orderId: this.name(String(this.#count)),
      website: website === undefined ? this.id : this.name(website),
      lines: this.lines(quantities),
      ...more,
    });
  }

  /** An order that must be accepted; its id. */
  async ordered(quantities: Quantities | readonly ShopLine[], more: Json = {}): Promise<string> {
    const { status, body } = await this.order(quantities, more);
    if (status !== 200) throw new Error(`the order was refused: ${JSON.stringify(body)}`);
    return body.order.orderId;
  }

  async orderState(orderId: string): Promise<Json> {
    return (await this.get(`/v1/orders/${encodeURIComponent(orderId)}`)).body;
  }

  hold(
    name: string,
    quantities: Quantities | readonly ShopLine[],
    more: object = {},
  ): Promise<Answered<Json>> {
    return this.send('HoldStock', {
      holdId: this.name(name),
      website: this.id,
      lines: this.lines(quantities),
      expiresInSeconds: 3600,
      ...more,
    });
  }

  transfer(sku: string, from: string, to: string, quantity: number | string): Promise<Answered<Json>> {
    this.#count += 1;
    return this.send('TransferStock', {
      transferId: this.name(`t${this.#count}`),
      sku: this.name(sku),
      from: this.name(from),
      to: this.name(to),
      quantity: String(quantity),
    });
  }

  async stockOf(sku: string): Promise<Json> {
    return (await this.get(`/v1/products/${encodeURIComponent(this.name(sku))}`)).body;
  }

  /** `[onHand, allocated]` of a level; a level that was never written is zero. */
  async level(sku: string, warehouse = 'main', unit?: string): Promise<readonly [number, number]> {
    const { onHand, allocated } = await this.#levelOf(sku, warehouse, unit);
    return [Number(onHand), Number(allocated)];
  }

  async onHand(sku: string, warehouse = 'main', unit?: string): Promise<number> {
    return (await this.level(sku, warehouse, unit))[0];
  }

  async available(sku: string, warehouse = 'main', unit?: string): Promise<number> {
    return Number((await this.#levelOf(sku, warehouse, unit)).available);
  }

  async #levelOf(sku: string, warehouse: string, unit: string | undefined): Promise<Json> {
    const { levels } = await this.stockOf(sku);
    const isMeant = (level: Json) =>
      level.warehouse === this.name(warehouse) && (unit === undefined || level.unit === unit);
    return levels.find(isMeant) ?? { onHand: '0', allocated: '0', available: '0' };
  }

  async status(sku: string): Promise<string> {
    return (await this.stockOf(sku)).status;
  }

  /** What the website tells about a product. */
  async ask(
    sku: string,
    asked: Readonly<Record<string, string | number>> = {},
    website?: string,
  ): Promise<Json> {
    const site = website === undefined ? this.id : this.name(website);
    const query = new URLSearchParams({ website: site });
    for (const [name, value] of Object.entries(asked)) query.set(name, String(value));
    return (await this.get(`/v1/products/${encodeURIComponent(this.name(sku))}/availability?${query}`)).body;
  }

  /** The check of a whole cart. */
  async cart(quantities: Quantities | readonly ShopLine[], more: Json = {}): Promise<Json> {
    const body = { website: this.id, purpose: 'cart', lines: this.lines(quantities), ...more };
    return (await this.post('/v1/availability', body)).body;
  }

  async option(sku: string, name: string): Promise<Json> {
    const { body } = await this.get(
      `/v1/products/${encodeURIComponent(this.name(sku))}/options?website=${this.id}`,
    );
    return body[name];
  }

  async eventsOf(sku: string): Promise<readonly Json[]> {
    const stream = encodeURIComponent(`product-${this.name(sku)}`);
    return (await this.get(`/v1/streams/${stream}?limit=1000`)).body.items;
  }
}

/** The codes of an answer's reasons. */
export const codesOf = ({ body }: Pick<Answered<Json>, 'body'>): readonly string[] =>
  (body.reasons ?? []).map(({ code }: Json) => code);

/** Where an accepted order comes from: `[warehouse, quantity]` of each allocation of its lines. */
export const sourcesOf = ({ body }: Answered<Json>, shop: Shop): readonly (readonly [string, number])[][] =>
  body.order.lines.map(({ allocations }: Json) =>
    allocations.map(({ warehouse, quantity }: Json) => [
      warehouse.slice(shop.id.length + 1),
      Number(quantity),
    ]),
  );
