export { kitHasNoLevels } from './no-levels.ts';
