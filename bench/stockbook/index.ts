import type { Contender } from '../contender.ts';
import { CALLERS, MANY_PRODUCTS, type SectionKey } from '../sections.ts';
import { storeAppends } from './appends.ts';
import { stockbookHttp } from './http.ts';
import { ledgerOrders } from './orders.ts';

/** Our side of each section. */
export const stockbook: Record<SectionKey, (dataFolder: string) => Contender> = {
  appends: storeAppends,
  hot: (folder) => ledgerOrders(folder, 1),
  uniform: (folder) => ledgerOrders(folder, MANY_PRODUCTS),
  http: (folder) => stockbookHttp(folder, CALLERS),
};
