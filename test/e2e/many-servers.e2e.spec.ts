import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Answered } from '../../apps/server/src/testing/client.ts';
import { order, stock } from '../../apps/server/src/testing/shop.ts';
import { EVENTSTORE_OF_OUR_OWN } from '../support/eventstore-for-tests.ts';
import { POSTGRES } from '../support/postgres-for-tests.ts';
import { allOf, describeWith } from '../support/requirement.ts';
import type { Sums } from './add-up.ts';
import { type Fleet, openFleet } from './fleet.ts';
import type { ServerProcess } from './server-process.ts';

const LONG_MS = 300_000;
const CLIENTS = 64;

/** One command as a client sends it, and sends it again until somebody answers. */
interface Sent {
  readonly name: string;
  readonly fields: object;
  readonly key: string;
}

await describeWith(allOf(EVENTSTORE_OF_OUR_OWN, POSTGRES), 'many servers on one log', () => {
  let fleet: Fleet;
  /** Two without the projector, and one with it; a fourth process stands by as projector. */
  let servers: ServerProcess[];
  let standby: ServerProcess;

  beforeAll(async () => {
    fleet = await openFleet();
    // At the same time, on an empty log: all of them append what exists from the start.
    servers = await Promise.all(['api', 'api', 'api,projector'].map((roles) => fleet.start(roles)));
    standby = await fleet.start('projector');
    await stock(at(0), { WARM: 5 });
  }, LONG_MS);

  afterAll(async () => {
    await fleet?.[Symbol.asyncDispose]();
  }, LONG_MS);

  const at = (index: number): ServerProcess => servers[index % servers.length] as ServerProcess;

  /** Sends until it is answered, each time to the next server. */
  async function persist({ name, fields, key }: Sent, first: number) {
    for (let attempt = 0; ; attempt++) {
      const answer = await at(first + attempt)
        .send(name, fields, { 'idempotency-key': key })
        .catch(() => undefined);
      if (answer !== undefined && answer.status < 500) return answer;
      if (answer !== undefined && answer.status !== 503) throw new Error(JSON.stringify(answer.body));
    }
  }

  /** Has every command sent by one of some clients at once. @returns the answers, in the order of the commands */
  async function spread<Value>(
    commands: readonly Sent[],
    clients: number,
    send: (command: Sent, index: number) => Promise<Value>,
  ): Promise<Value[]> {
    const left = commands.entries();
    const answers: Value[] = [];
    const client = async () => {
      for (const [index, command] of left) answers[index] = await send(command, index);
    };
    await Promise.all(Array.from({ length: clients }, client));
    return answers;
  }

  /** What holds at any time when nothing is under way. */
  async function expectWhole({ levels, faults, open, events }: Sums): Promise<void> {
    expect(faults).toEqual([]);
    expect([...open]).toEqual([]);
    const position = events.at(-1)?.position;
    for (const server of servers) {
      let answer = await server.get(`/v1/levels?minPosition=${position}&limit=500`);
      while (answer.status === 503) answer = await server.get(`/v1/levels?minPosition=${position}&limit=500`);
      const shown = answer.body.items.map((row: Record<string, string>) => [
        row.sku,
        { onHand: Number(row.onHand), allocated: Number(row.allocated) },
      ]);
      expect(new Map(shown)).toEqual(levels);
    }
  }

  const statusesOf = (answers: readonly Answered<unknown>[]) => answers.map(({ status }) => status);
  const count = (answers: readonly Answered<unknown>[], status: number) =>
    statusesOf(answers).filter((found) => found === status).length;

  const submission = (orderId: string, quantities: Record<string, number>): Sent => ({
    name: 'SubmitOrder',
    fields: order(orderId, quantities),
    key: `key-${orderId}`,
  });

  test(
    '64 clients race for the last units: as many orders are accepted as there are units',
    async () => {
      await stock(at(1), { LAST: 40 });
      const commands = Array.from({ length: CLIENTS }, (_, i) => submission(`last-${i}`, { LAST: 1 }));

      const answers = await spread(commands, CLIENTS, persist);

      expect([count(answers, 200), count(answers, 422)]).toEqual([40, 24]);
      const sums = await fleet.log();
      expect(sums.levels.get('LAST')).toEqual({ onHand: 40, allocated: 40 });
      await expectWhole(sums);
    },
    LONG_MS,
  );

  test(
    'orders over several products are accepted whole or not at all, and never above what there is',
    async () => {
      const skus = ['M1', 'M2', 'M3', 'M4'];
      await stock(at(2), Object.fromEntries(skus.map((sku) => [sku, 15])));
      const commands = Array.from({ length: 60 }, (_, i) => {
        const [one, other] = [skus[i % 4] as string, skus[(i + 1 + (i % 3)) % 4] as string];
        return submission(`several-${i}`, { [one]: 1, [other]: 2 });
      });

      const answers = await spread(commands, 24, persist);

      const sums = await fleet.until(({ open }) => open.size === 0);
      commands.forEach(({ fields }, index) => {
        const { orderId, lines } = fields as ReturnType<typeof order>;
        const isAccepted = answers[index]?.status === 200;
        expect(sums.accepted.has(orderId)).toBe(isAccepted);
        expect(sums.rejected.has(orderId)).toBe(!isAccepted);
        for (const { sku, quantity } of lines) {
          expect(sums.allocations.get(`${orderId} ${sku}`) ?? 0).toBe(isAccepted ? Number(quantity) : 0);
        }
      });
      expect(count(answers, 200)).toBeGreaterThan(0);
      expect(count(answers, 422)).toBeGreaterThan(0);
      await expectWhole(sums);
    },
    LONG_MS,
  );

  test(
    'a command that is sent to all servers at once has one effect and one answer, for good',
    async () => {
      await stock(at(0), { ONE: 10 });
      const website = { level: 'website', code: 'default' };
      const commands: Sent[] = [
        { name: 'AdjustLevel', fields: { sku: 'ONE', warehouse: 'main', quantity: '5', reason: 'found' } },
        { name: 'RegisterProduct', fields: { sku: 'TWO', name: 'Two' } },
        { name: 'SubmitOrder', fields: order('one', { ONE: 3 }) },
        { name: 'SubmitOrder', fields: order('one-too-many', { ONE: 100 }) },
        { name: 'SetOption', fields: { scope: website, option: 'sourcingStrategy', value: 'priority' } },
        { name: 'CancelOrder', fields: { orderId: 'one' } },
      ].map((command, index) => ({ ...command, key: `same-${index}` }));

      for (const command of commands) {
        const first = await Promise.all([0, 1, 2].map((index) => persist(command, index)));
        const { status, body } = first[0] as (typeof first)[number];
        expect(first.map((answer) => answer.body)).toEqual([body, body, body]);
        const sums = await fleet.log();
        const own = sums.events.filter(({ metadata }) => metadata.commandId === body.commandId);
        const intents = own.filter(({ metadata }) => metadata.commandHash !== undefined);
        expect([command.name, status, intents.length]).toEqual([
          command.name,
          command.key === 'same-3' ? 422 : 200,
          1,
        ]);

        const later = await Promise.all([0, 1, 2].map((index) => persist(command, index)));
        expect(later.map((answer) => answer.body)).toEqual([body, body, body]);
        expect((await fleet.log()).events.length).toBe(sums.events.length);
      }
      expect((await fleet.log()).levels.get('ONE')).toEqual({ onHand: 15, allocated: 0 });
    },
    LONG_MS,
  );

  test(
    'an option set at one server is used by the next decision of another, and the event says so',
    async () => {
      await stock(at(0), { OPT: 20 });
      await Promise.all(
        [0, 1, 2].map((i) => at(i).done('SubmitOrder', order(`opt-before-${i}`, { OPT: 3 }))),
      );

      const scope = { level: 'website', code: 'default' };
      await at(0).done('SetOption', { scope, option: 'maximumQuantityToOrder', value: '2' });
      const adjusted = await at(0).done('AdjustLevel', {
        sku: 'OPT',
        warehouse: 'main',
        quantity: '1',
        reason: 'found',
      });
      const answers = await Promise.all(
        [1, 2].map((i) => at(i).send('SubmitOrder', order(`opt-after-${i}`, { OPT: 3 }))),
      );

      expect(answers.map(({ body }) => body.reasons.map(({ code }) => code))).toEqual([
        ['ABOVE_MAXIMUM'],
        ['ABOVE_MAXIMUM'],
      ]);
      const { events } = await fleet.log();
      const own = events.filter(({ stream }) => stream === 'product-OPT');
      const decisive = own.find(({ revision }) => revision === adjusted.revision)?.metadata.optionsVersion;
      const refusals = own.filter(({ type }) => type === 'DemandRefused');
      expect(refusals.map(({ metadata }) => metadata.optionsVersion)).toEqual([decisive, decisive]);
      await at(1).done('ClearOption', { scope, option: 'maximumQuantityToOrder' });
    },
    LONG_MS,
  );

  test(
    'a threshold set at a server without projector takes products out of stock before its answer',
    async () => {
      const scope = { level: 'system' };
      await stock(at(1), { LOW: 4 });
      const statuses = async () => {
        const { events } = await fleet.log();
        const own = events.filter(({ stream, type }) => stream === 'product-LOW' && type === 'StatusChanged');
        return own.map(({ data }) => data.to);
      };
      const before = await statuses();

      await at(0).done('SetOption', { scope, option: 'inventoryThreshold', value: '4' });
      const during = await statuses();
      await at(2).done('ClearOption', { scope, option: 'inventoryThreshold' });
      const after = await statuses();

      expect(during).toEqual([...before, 'out_of_stock']);
      expect(after).toEqual([...during, 'in_stock']);
    },
    LONG_MS,
  );

  test(
    'what a server that was killed has left half-way the others bring to its end, and nothing is lost or doubled',
    async () => {
      await stock(at(1), { K1: 50, K2: 50, K3: 1000 });
      const commands = Array.from({ length: 240 }, (_, i): Sent => {
        if (i % 6 === 5) {
          const fields = { sku: 'K3', warehouse: 'main', quantity: '1', reason: `delivery ${i}` };
          return { name: 'AdjustLevel', fields, key: `kill-${i}` };
        }
        return submission(`kill-${i}`, i % 2 === 0 ? { K1: 1, K3: 1 } : { K2: 1, K1: 1 });
      });
      let answered = 0;
      let killed: Promise<unknown> | undefined;

      const answers = await spread(commands, 48, async (command, index) => {
        // Every second client of the one that dies never asks again.
        const givesUp = index % 6 === 0;
        const answer = await (givesUp
          ? at(index)
              .send(command.name, command.fields, { 'idempotency-key': command.key })
              .catch(() => undefined)
          : persist(command, index));
        if (++answered === 60) killed = at(0).end('SIGKILL');
        return answer;
      });
      await killed;
      const given = answers.filter((answer) => answer !== undefined);
      expect(given.length).toBeLessThan(answers.length);

      const sums = await fleet.until(({ open }) => open.size === 0);
      servers[0] = await fleet.start('api');
      expectEachOnce(sums, commands, answers);
      await expectWhole(sums);
      const again = await spread(commands.slice(0, 48), 8, (command, index) => persist(command, index));
      again.forEach((answer, index) => {
        const first = answers[index];
        if (first !== undefined) expect(answer.body).toEqual(first.body);
      });
    },
    LONG_MS,
  );

  test(
    'a hold ends once, by whichever server, also when the one that accepted it is gone',
    async () => {
      await stock(at(1), { H: 10 });
      const hold = (holdId: string, expiresInSeconds: number) => ({
        holdId,
        website: 'default',
        lines: [{ sku: 'H', quantity: '2' }],
        expiresInSeconds,
      });
      await at(0).done('HoldStock', hold('lone', 2));
      await at(1).done('HoldStock', hold('kept', 1));
      await at(0).end('SIGKILL');
      const ends = ({ events }: Sums) => events.filter(({ type }) => type === 'HoldExpired');

      const sums = await fleet.until((soFar) => ends(soFar).length === 2);
      servers[0] = await fleet.start('api');

      expect(new Set(ends(sums).map(({ stream }) => stream))).toEqual(new Set(['hold-lone', 'hold-kept']));
      // All of it can be had again.
      await at(0).done('SubmitOrder', order('held-before', { H: 10 }));
      expect(ends(await fleet.log())).toHaveLength(2);
    },
    LONG_MS,
  );

  test(
    'goes on after PostgreSQL has ended its sessions and the event store was killed and started, under load',
    async () => {
      await stock(at(1), { S1: 60, S2: 60 });
      const commands = Array.from({ length: 150 }, (_, i) =>
        submission(`store-${i}`, i % 3 === 0 ? { S1: 1, S2: 1 } : { [i % 2 === 0 ? 'S1' : 'S2']: 1 }),
      );
      let answered = 0;
      const interruptions: Promise<unknown>[] = [];

      const answers = await spread(commands, 24, async (command, index) => {
        const answer = await persist(command, index);
        answered += 1;
        if (answered === 30) interruptions.push(fleet.endDatabaseSessions());
        if (answered === 60) interruptions.push(fleet.eventStore.kill().then(() => fleet.eventStore.start()));
        return answer;
      });
      await Promise.all(interruptions);

      const sums = await fleet.until(({ open }) => open.size === 0);
      expectEachOnce(sums, commands, answers);
      await expectWhole(sums);
    },
    LONG_MS,
  );

  test(
    'every process says how it stands; a projector that dies is followed by the one that stands by',
    async () => {
      const { position } = await at(0).done('DefineCategory', { code: 'seen', name: 'Seen' });
      await at(0).get(`/v1/categories?minPosition=${position}`);
      const apiOnly = await at(0).get('/health/ready');
      const projectors = [at(2), standby];
      const stands = await Promise.all(projectors.map(stateOf));

      expect(apiOnly.body).toMatchObject({
        status: 'ready',
        checks: { readModels: { status: 'ok', position } },
      });
      expect(apiOnly.body.checks).not.toHaveProperty('projector');
      expect(stands.toSorted()).toEqual(['following', 'standby']);
      expect((await standby.get('/health/ready')).body.checks).not.toHaveProperty('directory');
      expect((await standby.get('/v1/levels')).status).toBe(404);

      const active = stands.indexOf('following');
      await projectors[active]?.end('SIGKILL');
      servers = servers.filter((server) => server !== projectors[active]);
      await at(0).done('AdjustLevel', { sku: 'WARM', warehouse: 'main', quantity: '1', reason: 'found' });

      await expectWhole(await fleet.log());
      expect(await stateOf(projectors[1 - active] as ServerProcess)).toBe('following');
    },
    LONG_MS,
  );

  const stateOf = async (server: ServerProcess): Promise<string> =>
    (await server.get('/health/ready')).body.checks.projector.state;

  /** Every command that was answered is on record, once, with that outcome; every other at most once. */
  function expectEachOnce(
    { events, accepted, rejected }: Sums,
    commands: readonly Sent[],
    answers: readonly (Answered<unknown> | undefined)[],
  ): void {
    const firsts = Map.groupBy(
      events.filter(({ metadata }) => metadata.commandHash !== undefined),
      ({ metadata }) => metadata.commandId.slice(metadata.commandId.lastIndexOf(':') + 1),
    );
    commands.forEach(({ key, name, fields }, index) => {
      const answer = answers[index];
      const times = firsts.get(key)?.length ?? 0;
      expect([key, times]).toEqual([key, answer === undefined ? Math.min(times, 1) : 1]);
      if (name !== 'SubmitOrder' || answer === undefined) return;
      const { orderId } = fields as ReturnType<typeof order>;
      expect([orderId, accepted.has(orderId), rejected.has(orderId)]).toEqual([
        orderId,
        answer.status === 200,
        answer.status === 422,
      ]);
    });
  }
});
