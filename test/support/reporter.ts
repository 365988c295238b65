import { writeSync } from 'node:fs';
import type { AggregatedResult, Reporter, TestContext } from '@jest/reporters';
import { scenarioCounts } from '../scenarios/counts.ts';

/** How the title of a test begins that stands for a suite which could not run. */
export const NOT_RUN = 'NOT RUN: ';

/** Lists the suites that could not run and closes the output with the counts alone on one line. */
export default class ClosingReporter implements Pick<Reporter, 'onRunComplete'> {
  onRunComplete(_contexts: Set<TestContext>, results: AggregatedResult): void {
    const tests = results.testResults.flatMap((file) => file.testResults);
    const lines = tests
      .filter((result) => result.title.startsWith(NOT_RUN))
      .map((result) => `  ${result.ancestorTitles.join(' › ')}: ${result.title.slice(NOT_RUN.length)}`);
    if (lines.length > 0) lines.unshift('', 'NOT RUN, for want of what they need:');

    const scenarios = scenarioCounts(tests);
    if (scenarios !== undefined) lines.push('', scenarios);
    // A spec file that could not even be loaded has no failed test in it, and is a failure all the same.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    lines.push('', `${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
    // Jest writes its own summary late, through a buffer; these lines come after it.
    process.once('exit', () => writeSync(1, `${lines.join('\n')}\n`));
  }
}
