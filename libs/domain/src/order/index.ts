export * from './cancel.ts';
export * from './definition.ts';
export * from './events.ts';
export { releasedOf } from './line-moves.ts';
export * from './lines.ts';
export * from './outcome.ts';
export * from './state.ts';
export * from './status.ts';
export * from './submit.ts';
