export * from './category-chain.ts';
export * from './events.ts';
export * from './evolve-scopes.ts';
export * from './state.ts';
export * from './warehouses-of.ts';
