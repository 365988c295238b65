import { describe, expect, test } from '@jest/globals';
import { barLine } from './bar.ts';
import { startPlainProgress } from './plain-progress.ts';

const halfWay = { title: 'Loading', unit: 'lines', done: 90_000, total: 180_000, elapsedMs: 4_000 };

describe('the line of a progress bar', () => {
  test('tells everything where there is room', () => {
    expect(barLine(halfWay, 120)).toBe(
      `Loading ${'█'.repeat(20)}${'░'.repeat(20)}  50 %   90,000 of 180,000 lines  22,500/s  4.0 s left`,
    );
  });

  test.each([200, 120, 80, 60, 40, 24, 12])('fits a terminal of %i columns', (columns) => {
    const line = barLine(halfWay, columns);
    expect(line.length).toBeLessThan(columns);
    expect(line).toMatch(/^Loading/);
  });

  test('at the end tells how long it took', () => {
    expect(barLine({ ...halfWay, done: 180_000 }, 100)).toContain(
      '100 %  180,000 of 180,000 lines  45,000/s  4.0 s',
    );
  });

  test('makes no guess in the first moment', () => {
    expect(barLine({ ...halfWay, elapsedMs: 100 }, 120)).not.toContain('left');
  });
});

describe('progress in plain lines', () => {
  let now = 0;
  const start = (lines: string[], total: number) =>
    startPlainProgress(
      (line) => lines.push(line),
      'Loading',
      total,
      'lines',
      () => now,
    );

  test('is told once for every tenth, and at the end', () => {
    now = 0;
    const lines: string[] = [];
    const progress = start(lines, 1000);
    for (let done = 1; done <= 1000; done += 1) progress.update(done);
    progress.stop();

    expect(lines).toHaveLength(10);
    expect(lines[0]).toBe('Loading  10 %  100 of 1,000 lines after 0.0 s');
    expect(lines.at(-1)).toBe('Loading 100 %  1,000 of 1,000 lines after 0.0 s');
  });

  test('is told every few seconds where a tenth takes longer', () => {
    now = 0;
    const lines: string[] = [];
    const progress = start(lines, 1_000_000);
    for (let done = 1; done <= 12; done += 1) {
      now += 1000;
      progress.update(done);
    }
    expect(lines).toHaveLength(2);
  });
});
