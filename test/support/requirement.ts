import { describe, test } from '@jest/globals';
import { NOT_RUN } from './reporter.ts';

/** Something outside the project that a suite needs, such as a database server. */
export interface Requirement {
  readonly name: string;
  /** Resolves to nothing when the requirement is met, otherwise to the reason why it is not. */
  missing(): Promise<string | undefined>;
}

/** Several at once. */
export const allOf = (...requirements: readonly Requirement[]): Requirement => ({
  name: requirements.map(({ name }) => name).join(' and '),
  async missing() {
    const reasons = await Promise.all(requirements.map((requirement) => requirement.missing()));
    return reasons.find((reason) => reason !== undefined);
  },
});

/**
 * Reports a suite as not run, by name and reason. With REQUIRE_ALL=1 in the environment it fails instead.
 */
export function notRun(name: string, reason: string): void {
  describe(name, () => {
    const title = `${NOT_RUN}${reason}`;
    if (process.env.REQUIRE_ALL === '1') {
      test(title, () => {
        throw new Error(`REQUIRE_ALL=1, but ${name} was not run: ${reason}`);
      });
    } else {
      test.skip(title, () => {});
    }
  });
}

/**
 * Describes a suite that runs only where its requirement is met; elsewhere it is reported as not run.
 * Use it with `await` at the top level of the spec file.
 */
export async function describeWith(requirement: Requirement, name: string, suite: () => void): Promise<void> {
  const reason = await requirement.missing();
  if (reason === undefined) describe(name, suite);
  else notRun(name, `${requirement.name}: ${reason}`);
}
