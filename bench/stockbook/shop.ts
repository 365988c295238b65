import { join } from 'node:path';
import { CommandBus } from '@nestjs/cqrs';
import { compiled } from './compiled.ts';

type Json = Record<string, unknown>;

export type Shop = Awaited<ReturnType<typeof openShop>>;

/** The server without its port: the ledger, its store and the projector, and the bus with its handlers. @param data its folder */
export async function openShop(data: string) {
  const { createApp, openStockbook, readSettings, silentLogger } =
    await compiled<typeof import('#server')>('apps/server/src/index.js');
  const { busCommand, parseCommand } = await compiled<typeof import('#ledger')>('libs/ledger/src/index.js');
  const logger = silentLogger();
  const stockbook = await openStockbook(readSettings({ data }, {}), logger);
  const app = await createApp(stockbook, { logger });
  await app.init();
  const bus = app.get(CommandBus);

  return {
    logFile: join(data, 'log.db'),
    readModels: stockbook.readModels,
    async send(name: Parameters<typeof parseCommand>[0], body: Json, commandId?: string) {
      const parsed = parseCommand(name, body);
      if (Array.isArray(parsed)) throw new Error(`${name}: ${JSON.stringify(parsed)}`);
      const envelope = { ...parsed, actor: 'bench', ...(commandId !== undefined && { commandId }) };
      const outcome = await bus.execute(busCommand(envelope));
      if (outcome.kind !== 'done') throw new Error(`${name}: ${JSON.stringify(outcome)}`);
    },
    /** Waits until the read models show everything that is durable; tells how far behind they were. */
    async projected() {
      const startedAt = performance.now();
      const position = await stockbook.store.lastPosition();
      const behind = position - (stockbook.projector?.status().position ?? position);
      if (!(await stockbook.waitFor(position, 600_000))) throw new Error('the projector does not catch up');
      return { lagEvents: behind, seconds: ((performance.now() - startedAt) / 1000).toFixed(1) };
    },
    async close() {
      await app.close();
      await stockbook.close();
    },
  };
}
