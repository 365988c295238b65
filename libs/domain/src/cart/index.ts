export * from './check-cart.ts';
export * from './plan-sourcing.ts';
export * from './reorder.ts';
