import { expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { Tally } from './tally.ts';

test('shows a sum for each combination of labels, again and again', async () => {
  const registry = new Registry();
  const tally = new Tally(registry, { name: 'things_total', help: 'Things.', labelNames: ['kind', 'size'] });
  tally.count('cup', 'small');
  tally.count('cup', 'large');
  tally.count('cup', 'small');

  for (const _ of ['first', 'second']) {
    const text = await registry.metrics();
    expect(text).toContain('things_total{kind="cup",size="small"} 2');
    expect(text).toContain('things_total{kind="cup",size="large"} 1');
  }
});
