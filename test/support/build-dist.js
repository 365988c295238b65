import { build, isStale } from '../../tools/build.js';

/** Before the first integration or end-to-end test: the programs they start are those of this checkout. */
export default async function buildDist() {
  if (isStale()) await build();
}
