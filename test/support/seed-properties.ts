/**
 * Every run of the tests tries the same cases, so that a change is judged by what it changed. `FC_SEED=random` tries
 * others, and `FC_SEED=<number>` those of a failure that told its seed.
 */
import fc from 'fast-check';

const seed = process.env.FC_SEED ?? '20260301';
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });
