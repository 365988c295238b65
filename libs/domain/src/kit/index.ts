export * from './choose.ts';
export { kitHasNoLevels } from './no-levels.ts';
export * from './parts.ts';
export { kitsServable, statusFor } from './serve.ts';
