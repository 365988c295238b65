export * from './definition.ts';
export * from './events.ts';
export * from './outcome.ts';
export * from './receive.ts';
export * from './request.ts';
export * from './state.ts';
