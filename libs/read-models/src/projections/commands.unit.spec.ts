import { expect, test } from '@jest/globals';
import type { RecordedEvent } from '#event-store';
import { MemoryRows } from '../testing/memory-rows.ts';
import { noteCommand } from './commands.ts';

const event = (stream: string, revision: number, commandId: string) =>
  ({ stream, revision, metadata: { commandId, actor: 'a' } }) as RecordedEvent;

test('a command’s events are found by stream, side by side or not, and noted once', () => {
  const rows = new MemoryRows();
  const events = [
    event('order-1', 0, 'c:1'),
    event('product-A', 7, 'c:1'),
    event('product-A', 8, 'c:1'),
    event('product-A', 9, 'c:2'),
    event('product-A', 10, 'c:1'),
  ];

  // A batch that is read again after a failure.
  for (const one of [...events, ...events.slice(3)]) noteCommand(one, rows);

  expect(rows.all('command_events')).toEqual([
    { command_id: 'c:1', stream: 'order-1', revisions: '[[0,0]]' },
    { command_id: 'c:1', stream: 'product-A', revisions: '[[7,8],[10,10]]' },
    { command_id: 'c:2', stream: 'product-A', revisions: '[[9,9]]' },
  ]);
});
