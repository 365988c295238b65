/** Figures as text, for Markdown. */
export const whole = (value: number) => Math.round(value).toLocaleString('en');

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
