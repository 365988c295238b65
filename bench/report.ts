import type { Growth } from './growth/measure-growth.ts';
import { growthText } from './growth/report-growth.ts';
import type { Standing } from './rounds.ts';
import type { Section } from './sections.ts';
import { table, whole } from './tables.ts';

export type SectionResult = Measured | { readonly section: Section; readonly notRun: string };

interface Measured {
  readonly section: Section;
  readonly notRun?: undefined;
  readonly peer: Standing;
  readonly ours?: Standing;
  readonly alternatives: readonly Standing[];
  /** The peer's settings that were tried before, in short rounds. */
  readonly tuning: readonly Standing[];
}

export interface ReportPlan {
  readonly callers: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly warmupSeconds: number;
}

/** The figures as a Markdown page: first the ratios beside their budgets, then everything behind them. */
export function renderReport(
  environment: readonly (readonly [string, string])[],
  plan: ReportPlan,
  results: readonly SectionResult[],
  growths: readonly Growth[],
): string {
  return [
    '# Benchmark',
    'Each figure is the median of its rounds, in which the contenders take turns on the same machine. ' +
      `${plan.callers} callers, ${plan.rounds} rounds of ${plan.seconds} s each after ${plan.warmupSeconds} s of warm-up; ` +
      'every caller sends its next operation when the one before is answered. Latencies are exact, not bucketed.',
    ...(results.length > 0
      ? ['## Ratios', table(['what', 'ours ÷ peer', 'budget', 'ours p99 ÷ p50'], results.map(ratioRow))]
      : []),
    '## Figures',
    ...results.map(sectionText),
    ...(growths.length > 0 ? [growthText(growths)] : []),
    '## Environment',
    table(['what', 'value'], environment),
    '',
  ].join('\n\n');
}

function ratioRow(result: SectionResult): string[] {
  const { section } = result;
  if (result.notRun !== undefined) return [section.title, `not run: ${result.notRun}`, section.budget, ''];
  const { peer, ours } = result;
  if (ours === undefined) return [section.title, 'not measured', section.budget, ''];
  const ratio = ours.perSecond / peer.perSecond;
  const tail = ours.p99Ms / ours.p50Ms;
  return [
    section.title,
    section.factor === undefined
      ? ratio.toFixed(2)
      : `${ratio.toFixed(2)} (${ratio >= section.factor ? 'met' : 'missed'})`,
    section.budget,
    `${tail.toFixed(1)}${section.p99OverP50 === undefined ? '' : tail <= section.p99OverP50 ? ' (met)' : ' (missed)'}`,
  ];
}

function sectionText(result: SectionResult): string {
  const { section } = result;
  if (result.notRun !== undefined) return `### ${section.title}\n\nNot run: ${result.notRun}.`;
  const { peer, ours, alternatives, tuning } = result;
  const measured = [...(ours === undefined ? [] : [ours]), peer, ...alternatives];
  const notes = measured.flatMap((standing) => standing.notes.map((note) => `- ${standing.name}: ${note}`));
  const tried = tuning.map((standing) => `${standing.name}: ${whole(standing.perSecond)}/s`).join('; ');
  return [
    `### ${section.title}`,
    table(
      ['contender', 'per second', 'lowest – highest round', 'p50 ms', 'p99 ms', 'max ms'],
      measured.map(figureRow),
    ),
    ...(notes.length > 0 ? [notes.join('\n')] : []),
    ...(tuning.length > 1 ? [`Tried before, in short rounds: ${tried}.`] : []),
  ].join('\n\n');
}

const figureRow = (standing: Standing): string[] => [
  standing.name,
  whole(standing.perSecond),
  `${whole(standing.perSecondLowest)} – ${whole(standing.perSecondHighest)}`,
  standing.p50Ms.toFixed(2),
  standing.p99Ms.toFixed(2),
  standing.maxMs.toFixed(1),
];
