import type { Contender } from '../contender.ts';
import { CALLERS, type SectionKey } from '../sections.ts';
import { storeAppends } from './appends.ts';
import { stockbookHttp } from './http.ts';

/** Our side of each section; a section without one measures the peer alone. */
export const stockbook: Partial<Record<SectionKey, (dataFolder: string) => Contender>> = {
  appends: storeAppends,
  http: (folder) => stockbookHttp(folder, CALLERS),
};
