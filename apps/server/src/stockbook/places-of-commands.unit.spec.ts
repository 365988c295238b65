import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { type CommandPlaces, ReadModelsNotReadyError } from '#read-models';
import { PlacesOfCommands } from './places-of-commands.ts';

/** Read models in which every command stands in a stream of its own; a reading ends when it is told to. */
function readModelsOf() {
  const readings: { readonly commandIds: readonly string[]; end(): void; fail(error: Error): void }[] = [];
  const commandPlaces = (commandIds: readonly string[]) =>
    new Promise<CommandPlaces>((resolve, reject) => {
      const position = BigInt(readings.length);
      const places = new Map(
        commandIds.map((id) => [id, [{ stream: `stream-${id}`, firstRevision: 0, lastRevision: 0 }]]),
      );
      readings.push({ commandIds, end: () => resolve({ places, position }), fail: reject });
    });
  return { readings, places: new PlacesOfCommands({ commandPlaces }) };
}

const streamsOf = ({ places }: { places: readonly { stream: string }[] }) =>
  places.map(({ stream }) => stream);

test('those who ask in the same turn share a reading, and those who ask meanwhile the next', async () => {
  const { readings, places } = readModelsOf();

  const first = [places.of('a'), places.of('b')];
  await nextTurn();
  await nextTurn();
  const second = [places.of('c'), places.of('d')];
  await nextTurn();
  expect(readings.map(({ commandIds }) => commandIds)).toEqual([['a', 'b']]);

  readings[0]?.end();
  expect((await Promise.all(first)).map(streamsOf)).toEqual([['stream-a'], ['stream-b']]);
  await nextTurn();
  readings[1]?.end();
  const answers = await Promise.all(second);

  // What was asked for during a reading is known as of a later one.
  expect(answers.map(({ position }) => position)).toEqual([1n, 1n]);
  expect(readings.map(({ commandIds }) => commandIds)).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
});

test('a reading that fails fails those who share it, and no others', async () => {
  const { readings, places } = readModelsOf();

  const first = Promise.allSettled([places.of('a'), places.of('b')]);
  await nextTurn();
  await nextTurn();
  const second = places.of('c');
  readings[0]?.fail(new Error('gone'));

  expect((await first).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await nextTurn();
  readings[1]?.end();
  expect(streamsOf(await second)).toEqual(['stream-c']);
});

test('without read models a command stands nowhere, as of the start of the log', async () => {
  const { readings, places } = readModelsOf();

  const asked = places.of('a');
  await nextTurn();
  await nextTurn();
  readings[0]?.fail(new ReadModelsNotReadyError());

  expect(await asked).toEqual({ places: [], position: -1n });
});
