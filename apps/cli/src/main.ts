#!/usr/bin/env node
/** The `stockbook` command: checks what it runs on, then runs. */
import module from 'node:module';

const NODE_MAJOR_MIN = 24;

const major = Number(process.versions.node.split('.')[0]);
if (major < NODE_MAJOR_MIN) {
  process.stderr.write(
    `Stockbook needs Node ${NODE_MAJOR_MIN} or later; this is Node ${process.versions.node}.\n`,
  );
  process.exitCode = 2;
} else {
  // Most of a short command's time is loading the program: what was compiled once is kept.
  module.enableCompileCache();
  const { run } = await import('./run.ts');
  process.exitCode = await run(process.argv.slice(2));
}
