#!/usr/bin/env node
/** The `stockbook` command: checks what it runs on, then runs. */
const NODE_MAJOR_MIN = 24;

const major = Number(process.versions.node.split('.')[0]);
if (major < NODE_MAJOR_MIN) {
  process.stderr.write(
    `Stockbook needs Node ${NODE_MAJOR_MIN} or later; this is Node ${process.versions.node}.\n`,
  );
  process.exitCode = 2;
} else {
  const { run } = await import('./run.ts');
  process.exitCode = await run(process.argv.slice(2));
}
