import {
  newProgress,
  onlineRetailCommands,
  setupCommands,
  surveyOnlineRetail,
} from '../online-retail/index.ts';
import { counted } from '../terminal/format.ts';
import type { ImportItem, ImportSource } from './source.ts';

/** An Online Retail file as a source of commands. Reads it once, to survey it. */
export async function onlineRetailSource(path: string): Promise<ImportSource> {
  const survey = await surveyOnlineRetail(path);
  const setupCount = Array.from(setupCommands(survey)).length;
  const progress = newProgress();

  async function* items(): AsyncGenerator<ImportItem> {
    let drawn = 0;
    for await (const command of onlineRetailCommands(path, survey, progress)) {
      drawn += 1;
      if (drawn <= setupCount) yield { command, stage: 0, done: drawn };
      else yield { command, stage: 1, done: progress.linesDone };
    }
  }

  return {
    title: [
      `Online Retail: ${counted(survey.lines, 'line')}`,
      counted(survey.invoices, 'invoice'),
      counted(survey.products.length, 'product'),
      counted(survey.countries.length, 'country', 'countries'),
    ].join(', '),
    stages: [
      { title: 'Setting up', total: setupCount, unit: 'commands' },
      { title: 'Loading   ', total: survey.lines, unit: 'lines' },
    ],
    items,
    skipped: () => progress.skipped,
  };
}
