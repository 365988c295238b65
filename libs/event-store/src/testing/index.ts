export { eventStoreConformance } from './conformance.ts';
export * from './sample.ts';
export type { ConformanceSubject, OpenedStore, OpenOptions } from './subject.ts';
