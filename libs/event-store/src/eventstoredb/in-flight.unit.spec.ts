import { expect, test } from '@jest/globals';
import { InFlight } from './in-flight.ts';

test('as many bytes and appends as there is room for, the others in order', async () => {
  const room = new InFlight(100, 3);
  const entered: number[] = [];
  const enter = async (bytes: number, n: number) => {
    expect(await room.enter(bytes, 60_000)).toBe(true);
    entered.push(n);
  };

  await enter(60, 1);
  const second = enter(60, 2);
  const third = enter(10, 3);
  const fourth = enter(10, 4);
  await Promise.resolve();
  expect(entered).toEqual([1]);
  // There would be room, were it not for those who wait.
  expect(room.tryEnter(10)).toBe(false);

  room.leave(60);
  await Promise.all([second, third, fourth]);
  expect(entered).toEqual([1, 2, 3, 4]);
  expect([room.bytes, room.count]).toEqual([80, 3]);
  const fifth = enter(1, 5);
  room.leave(60);
  await fifth;
  room.leave(1);
  expect([room.bytes, room.count]).toEqual([20, 2]);
});

test('what is larger than all the room goes alone', async () => {
  const room = new InFlight(100, 3);

  expect(room.tryEnter(1_000)).toBe(true);

  expect(await room.enter(1, 0)).toBe(false);
  room.leave(1_000);
  expect(await room.enter(1, 60_000)).toBe(true);
});

test('whoever gives up makes way for those behind', async () => {
  const room = new InFlight(100, 3);
  await room.enter(50, 60_000);

  const large = room.enter(80, 1);
  const small = room.enter(40, 60_000);

  expect(await large).toBe(false);
  expect(await small).toBe(true);
});
