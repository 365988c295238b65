export * from './cancel.ts';
export * from './definition.ts';
export * from './events.ts';
export * from './lines.ts';
export * from './outcome.ts';
export * from './state.ts';
export * from './submit.ts';
