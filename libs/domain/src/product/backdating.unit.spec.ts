import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DatedLevel, day } from '../testing/dated-level.ts';
import { systemOption } from '../testing/shop.ts';

const MANAGED = systemOption('manageInventory', true);

/** A level with +10 three days ago, +1 two days ago and +1 today, all told today. */
function told(): DatedLevel {
  const level = new DatedLevel();
  level.adjust(10, day(-3));
  level.adjust(1, day(-2));
  level.adjust(1, day(0));
  return level;
}

const lastOf = ({ events }: DatedLevel) => events.at(-1)?.data;

describe('a backdated change', () => {
  it('ER01: a count sets what was there then, and later movements stay on top', () => {
    const level = told();
    level.count(6, day(-1));
    expect([-3, -2, -1, 0].map((days) => level.asOf(day(days)))).toEqual(['10', '11', '6', '7']);
    expect(level.today).toBe('7');
    expect(lastOf(level)).toMatchObject({
      counted: '6',
      difference: '-5',
      before: { onHand: '12' },
      after: { onHand: '7' },
      effective: { at: day(-1), before: { onHand: '11' }, after: { onHand: '6' } },
    });
  });

  it('ER03: a later-dated count absorbs an adjustment before it', () => {
    const level = told();
    level.count(6, day(-1));
    level.count(8, day(-4));
    level.adjust(10, day(-5));
    expect([-5, -4, -3, -1, 0].map((days) => level.asOf(day(days)))).toEqual(['10', '8', '18', '6', '7']);
    expect(level.today).toBe('7');
    expect(lastOf(level)).toMatchObject({
      quantity: '10',
      before: { onHand: '7' },
      after: { onHand: '7' },
      effective: { before: { onHand: '0' }, after: { onHand: '10' }, absorbedBy: { at: day(-4) } },
    });
  });

  it('ER06: one that would leave a later moment below zero is refused, and the moment is named', () => {
    const level = new DatedLevel();
    level.count(100, day(-1));
    level.adjust(-100, day(0));
    const expected = { code: 'NEGATIVE_ON_HAND', at: day(0), onHand: '0', requested: '-100' };
    expect(level.count(0, day(-1))).toMatchObject({ kind: 'refused', reasons: [expected] });
    expect(level.adjust(-1, day(-1))).toMatchObject({ reasons: [{ ...expected, requested: '-1' }] });
    expect(level.today).toBe('0');
  });

  it('is refused where the shortage is between two counts, although today is not touched', () => {
    const level = new DatedLevel();
    level.adjust(5, day(-4));
    level.adjust(-4, day(-3));
    level.count(50, day(-1));
    expect(level.adjust(-2, day(-4))).toMatchObject({ reasons: [{ at: day(-3), onHand: '1' }] });
    expect(level.adjust(-1, day(-4)).kind).toBe('accepted');
    expect(level.today).toBe('50');
  });

  it('OD12: in the future it is refused', () => {
    const level = new DatedLevel();
    level.adjust(100);
    const refusal = { kind: 'refused', reasons: [{ code: 'VALIDATION_FAILED', path: 'effectiveAt' }] };
    expect(level.adjust(-120, day(3))).toMatchObject(refusal);
    expect(level.count(1, day(3))).toMatchObject(refusal);
  });

  it('changes today where nothing has absorbed it, with all that follows', () => {
    const level = new DatedLevel(MANAGED);
    level.adjust(10);
    level.nowMs += 1;
    level.adjust(-10, day(0));
    expect(level.events.slice(-2).map(({ type }) => type)).toEqual(['LevelAdjusted', 'StatusChanged']);
  });

  it('that is absorbed has nothing follow', () => {
    const level = new DatedLevel(MANAGED);
    level.adjust(10, day(-2));
    level.count(10, day(-1));
    level.adjust(-10, day(-2));
    expect(level.events.at(-1)?.type).toBe('LevelAdjusted');
    expect(level.today).toBe('10');
  });

  it('carries no figures of then where nothing later-dated is on record', () => {
    const level = told();
    level.adjust(2, day(0));
    expect(lastOf(level)).toMatchObject({ before: { onHand: '12' }, effective: { at: day(0) } });
    expect(lastOf(level)).not.toMatchObject({ effective: { before: {} } });
  });

  it('comes before what was recorded without a time of its own', () => {
    const level = new DatedLevel();
    level.adjust(5);
    level.count(3, day(-1));
    expect(level.asOf(day(-1))).toBe('3');
    expect(level.today).toBe('8');
  });
});

describe('a backdated count against what the counter saw', () => {
  it('looks at what had moved by then, and not at what came later', () => {
    const level = new DatedLevel();
    level.adjust(10, day(-3));
    const seen = { revision: level.revision };
    level.adjust(-1, day(0));
    expect(level.count(9, day(-2), { seen }).kind).toBe('accepted');
  });

  it('is refused where stock had moved between the look and the count', () => {
    const level = new DatedLevel();
    level.adjust(10, day(-3));
    const seen = { revision: level.revision };
    level.adjust(-1, day(-2.5));
    level.adjust(-1, day(0));
    expect(level.count(10, day(-2), { seen })).toMatchObject({
      reasons: [{ code: 'MOVED_SINCE_COUNT', onHand: '9', movedAtRevision: 2 }],
    });
    expect(level.count(10, day(-2), { seen: { quantity: 90_000_000_000n } }).kind).toBe('accepted');
  });
});

interface Fact {
  readonly at: string;
  readonly sets: boolean;
  readonly quantity: number;
}

/** On hand after each moment, by sorting everything anew. */
function recomputed(facts: readonly Fact[]): Map<string, number> {
  const moments = new Map<string, number>();
  let onHand = 0;
  for (const { at, sets, quantity } of facts.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    onHand = sets ? quantity : onHand + quantity;
    moments.set(at, onHand);
  }
  return moments;
}

const step = fc.record({
  sets: fc.boolean(),
  quantity: fc.integer({ min: -6, max: 10 }),
  /** How long before its recording it was so; null: it says nothing. */
  hoursAgo: fc.option(fc.integer({ min: 0, max: 60 })),
  hoursSince: fc.integer({ min: 0, max: 12 }),
});

it('agrees with sorting all facts anew, whatever comes in which order', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const level = new DatedLevel();
      let facts: readonly Fact[] = [];
      for (const { sets, quantity: drawn, hoursAgo, hoursSince } of steps) {
        level.nowMs += hoursSince * 3_600_000;
        const quantity = sets ? Math.abs(drawn) : drawn;
        const date =
          hoursAgo === null ? undefined : new Date(level.nowMs - hoursAgo * 3_600_000).toISOString();
        const at = date ?? new Date(level.nowMs).toISOString();
        const next = [...facts, { at, sets, quantity }];
        const isPossible = [...recomputed(next).values()].every((onHand) => onHand >= 0);

        const decision = sets ? level.count(quantity, date) : level.adjust(quantity, date);

        expect(decision.kind).toBe(isPossible ? 'accepted' : 'refused');
        if (isPossible) facts = next;
        const moments = [...recomputed(facts)];
        for (const [moment, onHand] of moments)
          expect([moment, level.asOf(moment)]).toEqual([moment, `${onHand}`]);
        expect(level.today).toBe(`${moments.at(-1)?.[1] ?? 0}`);
      }
    }),
  );
});
