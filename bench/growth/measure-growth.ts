import { join } from 'node:path';
import { median } from '../rounds.ts';
import { openShop, type Shop } from '../stockbook/shop.ts';
import { AXES, type Axis } from './axes.ts';

/** What one operation costs: the whole process's time on the processor, and how many went through in a second. */
export interface Cost {
  readonly cpuMicros: number;
  readonly perSecond: number;
}

export interface Growth {
  readonly axis: string;
  /** At each size. */
  readonly rows: readonly { readonly size: number; readonly order: Cost; readonly query: Cost }[];
}

export interface GrowthPlan {
  readonly callers: number;
  readonly rounds: number;
  readonly seconds: number;
}

/** Measures orders and level queries on shops of each size, in turn, round after round. */
export async function measureGrowth(
  folder: string,
  plan: GrowthPlan,
  progress: (line: string) => void,
): Promise<Growth[]> {
  const growths: Growth[] = [];
  for (const [index, axis] of AXES.entries()) {
    growths.push(await along(axis, join(folder, `axis-${index}`), plan, progress));
  }
  return growths;
}

async function along(
  axis: Axis,
  folder: string,
  plan: GrowthPlan,
  progress: (line: string) => void,
): Promise<Growth> {
  const measured: Measured[] = [];
  try {
    for (const size of axis.sizes) {
      const shop = await openShop(join(folder, `${size}`));
      measured.push(new Measured(axis, size, shop, plan));
      await shop.send('SetOption', { scope: { level: 'system' }, option: 'manageInventory', value: true });
      await axis.prepare(shop, size);
      await shop.projected();
      progress(`${axis.title}: ${size} prepared`);
    }
    // The first round warms up.
    for (let round = 0; round <= plan.rounds; round++) {
      for (const one of round % 2 === 0 ? measured : measured.toReversed()) await one.round(round > 0);
    }
    const rows = measured.map((one) => one.row());
    for (const { size, order, query } of rows) {
      progress(`${axis.title}: ${size}: order ${told(order)}; level query ${told(query)}`);
    }
    return { axis: axis.title, rows };
  } finally {
    for (const one of measured) await one.shop.close();
  }
}

const told = ({ cpuMicros, perSecond }: Cost) => `${cpuMicros.toFixed(0)} µs, ${perSecond.toFixed(0)}/s`;

class Measured {
  readonly shop: Shop;
  readonly #axis: Axis;
  readonly #size: number;
  readonly #plan: GrowthPlan;
  readonly #orders: Cost[] = [];
  readonly #queries: Cost[] = [];
  #next = 0;

  constructor(axis: Axis, size: number, shop: Shop, plan: GrowthPlan) {
    this.#axis = axis;
    this.#size = size;
    this.shop = shop;
    this.#plan = plan;
  }

  async round(counts: boolean): Promise<void> {
    const { shop } = this;
    const { callers, seconds } = this.#plan;
    const order = async () => {
      const index = this.#next++;
      const lines = [{ sku: this.#sku(index), quantity: '1' }];
      await shop.send('SubmitOrder', { orderId: `${index}`, website: 'default', lines }, `growth:${index}`);
    };
    const query = async () => {
      const { items } = await shop.readModels.levels({ sku: this.#sku(this.#next++), warehouse: 'main' });
      if (items.length !== 1) throw new Error('a level is missing');
    };
    // What an order costs includes its rows in the read models.
    const orders = await costOf(order, callers, seconds, () => shop.projected());
    const queries = await costOf(query, 1, seconds / 2);
    if (!counts) return;
    this.#orders.push(orders);
    this.#queries.push(queries);
  }

  row() {
    return { size: this.#size, order: medianOf(this.#orders), query: medianOf(this.#queries) };
  }

  #sku(index: number): string {
    return this.#axis.skuOf(index, this.#size);
  }
}

async function costOf(
  op: () => Promise<void>,
  callers: number,
  seconds: number,
  finish: () => Promise<unknown> = async () => {},
): Promise<Cost> {
  let count = 0;
  const cpu = process.cpuUsage();
  const start = performance.now();
  const end = start + seconds * 1_000;
  const caller = async () => {
    for (; performance.now() < end; count++) await op();
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const perSecond = (count / (performance.now() - start)) * 1_000;
  await finish();
  const { user, system } = process.cpuUsage(cpu);
  return { cpuMicros: (user + system) / count, perSecond };
}

const medianOf = (costs: readonly Cost[]): Cost => ({
  cpuMicros: median(costs.map(({ cpuMicros }) => cpuMicros)),
  perSecond: median(costs.map(({ perSecond }) => perSecond)),
});
