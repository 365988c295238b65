export * from './decide.ts';
export * from './decide-tree.ts';
export * from './state.ts';
export * from './tree.ts';
