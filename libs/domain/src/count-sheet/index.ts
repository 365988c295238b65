export * from './close.ts';
export { countLines, SHEET_LINES_MAX } from './count-lines.ts';
export * from './definition.ts';
export * from './events.ts';
export * from './open.ts';
export * from './state.ts';
