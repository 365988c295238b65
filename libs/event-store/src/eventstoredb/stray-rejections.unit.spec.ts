import { expect, test } from '@jest/globals';
import { ChildProgram } from '../testing/child-program.ts';

const CHILD = new URL('./children/reject.ts', import.meta.url);

test.each([
  ['of the client', 'client', 0],
  ['of anybody else', 'other', 1],
])('a rejection %s that nobody takes ends the process with code …', async (_, whose, code) => {
  expect((await new ChildProgram(CHILD, [whose]).end()).code).toBe(code);
});
