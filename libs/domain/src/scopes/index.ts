export * from './category-chain.ts';
export * from './context.ts';
export * from './events.ts';
export * from './evolve-scopes.ts';
export * from './founding.ts';
export * from './state.ts';
export * from './unknown.ts';
export * from './warehouses-of.ts';
