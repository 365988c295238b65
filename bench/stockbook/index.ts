import type { PostgresServer } from '../../test/support/postgres-server.ts';
import type { Contender } from '../contender.ts';
import { CALLERS, MANY_PRODUCTS, SERVER_PRODUCTS, type SectionKey } from '../sections.ts';
import { storeAppends } from './appends.ts';
import { stockbookHttp } from './http.ts';
import { ledgerOrders } from './orders.ts';
import { adapterAppends } from './server-appends.ts';
import { serverOrders } from './server-orders.ts';

/** Our side of each section. */
export const stockbook: Record<
  SectionKey,
  (dataFolder: string, postgres: () => Promise<PostgresServer>) => Contender
> = {
  appends: storeAppends,
  hot: (folder) => ledgerOrders(folder, 1),
  uniform: (folder) => ledgerOrders(folder, MANY_PRODUCTS),
  http: (folder) => stockbookHttp(folder, CALLERS),
  'server-appends': adapterAppends,
  'server-hot': (folder, postgres) =>
    serverOrders({ folder, products: 1, connections: CALLERS }, 1, postgres),
  'server-uniform': (folder, postgres) =>
    serverOrders({ folder, products: SERVER_PRODUCTS, connections: CALLERS }, 1, postgres),
};
