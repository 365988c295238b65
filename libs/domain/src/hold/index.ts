export * from './claim.ts';
export * from './definition.ts';
export * from './events.ts';
export * from './expire.ts';
export * from './outcome.ts';
export * from './release.ts';
export * from './state.ts';
export * from './submit.ts';
