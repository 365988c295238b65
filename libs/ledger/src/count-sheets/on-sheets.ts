import type { WarehouseSheets } from '#domain';
import type { StreamName } from '#event-store';
import type { Core } from '../core.ts';
import type { Decided, Decision } from '../mailbox/task.ts';

/**
 * Decides on a warehouse's count sheets. They stand in the stream that the directory appends to as well: what it has
 * appended is read first, and it is told how far the stream has come.
 */
export async function decideOnSheets<Value>(
  core: Core,
  stream: StreamName,
  decision: Decision<WarehouseSheets | null, Value>,
  epoch: number,
): Promise<Decided<Value>> {
  const { sheets, directory } = core;
  await readOn(core, stream);
  const decided = await sheets.mailbox(stream).decide(decision, epoch);
  const { revision, staged } = decided;
  if (staged !== undefined) directory.pass(stream, revision, staged);
  return decided;
}

async function readOn({ sheets, directory, durability, store }: Core, stream: StreamName): Promise<void> {
  await directory.ready(0);
  const { running } = sheets.mailbox(stream);
  if (!store.capabilities.staging || running.revision >= directory.revisionOf(stream)) return;
  // The store shows durable events only.
  if (directory.lastStaged !== undefined) await durability.reached(directory.lastStaged);
  running.fallBehind();
}
