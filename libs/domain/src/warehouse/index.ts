export * from './assign.ts';
export * from './closed.ts';
export * from './contents.ts';
export * from './decide.ts';
export * from './finish-closing.ts';
export * from './state.ts';
