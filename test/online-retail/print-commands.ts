import {
  newProgress,
  onlineRetailCommands,
  onlineRetailSlice,
  surveyOnlineRetail,
} from '../../apps/cli/src/online-retail/index.ts';

// Prints the commands of the shipped slice as NDJSON, then the progress made. A program of its own, as every
// use of a global name is slow inside Jest and reading the slice makes millions of them.
const slice = onlineRetailSlice();
const progress = newProgress();
const survey = await surveyOnlineRetail(slice);
for await (const command of onlineRetailCommands(slice, survey, progress)) {
  process.stdout.write(`${JSON.stringify(command)}\n`);
}
process.stdout.write(`${JSON.stringify({ ...progress, skipped: Object.fromEntries(progress.skipped) })}\n`);
