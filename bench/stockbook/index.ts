import type { Contender } from '../contender.ts';
import type { SectionKey } from '../sections.ts';

/** Our side of each section; a section without one measures the peer alone. */
export const stockbook: Partial<Record<SectionKey, (dataFolder: string) => Contender>> = {};
