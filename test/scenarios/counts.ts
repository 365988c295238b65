import { NOT_APPLICABLE } from './not-applicable.ts';

/** The title of the suite that runs the rows. */
export const SCENARIOS = 'scenarios of other systems, over HTTP';

interface TestOutcome {
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly status: string;
}

/** How many rows hold, differ by decision, or do not apply, in a line; nothing where none was run. */
export function scenarioCounts(results: readonly TestOutcome[]): string | undefined {
  const rows = results.filter(
    ({ ancestorTitles, title }) => ancestorTitles[0] === SCENARIOS && /^[A-Z]+\d+[: ]/.test(title),
  );
  const ran = rows.filter(({ status }) => status === 'passed' || status === 'failed');
  if (ran.length === 0) return undefined;
  const good = ran.filter(({ status }) => status === 'passed');
  const differ = good.filter(({ title }) => title.includes(' ≠: ')).length;
  const failed = ran.length - good.length;
  return [
    `Scenarios: ${good.length - differ} rows hold`,
    `${differ} differ by decision`,
    `${Object.keys(NOT_APPLICABLE).length} do not apply`,
    `${failed} fail`,
  ].join(', ');
}
