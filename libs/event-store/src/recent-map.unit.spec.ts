import { describe, expect, it } from '@jest/globals';
import { RecentMap } from './recent-map.ts';

describe('RecentMap', () => {
  it('forgets what was not used lately', () => {
    const map = new RecentMap<number, string>(10);
    for (let i = 0; i < 100; i++) {
      map.set(i, `${i}`);
      expect(map.get(0)).toBe('0');
    }

    expect(map.get(99)).toBe('99');
    expect(map.get(50)).toBeUndefined();
    expect(map.size).toBeLessThanOrEqual(22);
  });

  it('gives the latest value of a key', () => {
    const map = new RecentMap<string, number>(2);
    for (let i = 0; i < 10; i++) {
      map.set('a', i);
      map.set(`other-${i}`, i);
      expect(map.get('a')).toBe(i);
    }
  });

  it('keeps what must stay, for as long as it must', () => {
    const staying = new Set([1, 2]);
    const map = new RecentMap<number, number>(5, (value) => staying.has(value));
    for (let i = 0; i < 100; i++) map.set(i, i);
    expect([map.get(1), map.get(2), map.get(3)]).toEqual([1, 2, undefined]);

    staying.delete(1);
    for (let i = 100; i < 200; i++) map.set(i, i);
    expect([map.get(1), map.get(2)]).toEqual([undefined, 2]);
  });
});
