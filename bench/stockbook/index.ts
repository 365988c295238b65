import type { Contender } from '../contender.ts';
import { CALLERS, type SectionKey } from '../sections.ts';
import { stockbookHttp } from './http.ts';

/** Our side of each section; a section without one measures the peer alone. */
export const stockbook: Partial<Record<SectionKey, (dataFolder: string) => Contender>> = {
  http: (folder) => stockbookHttp(folder, CALLERS),
};
