export * from './state.ts';
export * from './tree.ts';
