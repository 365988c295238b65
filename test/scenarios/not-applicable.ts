/** Rows about things that Stockbook does not have, and why. */
export const NOT_APPLICABLE: Readonly<Record<string, string>> = {
  ORO14: 'A payment that failed sends no command: there is no checkout here whose end could be listened to.',
  ORO46: 'Every product has a primary unit.',
  MG28: 'An order and its promises cannot come apart: promises are facts of the product, and an order that stops half-way is driven to its end.',
  ER19: 'Who may backdate comes with access control.',
  OD10: 'When to count next is planned elsewhere: rules.md has no count schedules.',
  OD16: 'Suggestions what to order come with the reports.',
};
