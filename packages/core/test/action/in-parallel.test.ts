import { expect, test } from '@jest/globals';
import { inParallel } from '@pv-actions/core/action/in-parallel.ts';

test('works on so many at a time, and gives the results in order', async () => {
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
  const begun: number[] = [];
  const all = inParallel(
    [0, 1, 2, 3, 4],
    async (item) => {
      begun.push(item);
      await gates[item]?.promise;
      return item * 10;
    },
    2,
  );
  expect(begun).toEqual([0, 1]);
  gates[1]?.resolve();
  await gates[1]?.promise;
  await new Promise(setImmediate);
  expect(begun).toEqual([0, 1, 2]);
  for (const gate of gates) gate.resolve();
  expect(await all).toEqual([0, 10, 20, 30, 40]);
});

test('begins nothing more after a failure, and throws it when what runs has ended', async () => {
  const slow = Promise.withResolvers<void>();
  const begun: number[] = [];
  let ended = false;
  const all = inParallel(
    [0, 1, 2, 3],
    async (item) => {
      begun.push(item);
      if (item === 1) throw new Error('no');
      await slow.promise;
      ended = true;
    },
    2,
  );
  await new Promise(setImmediate);
  slow.resolve();
  await expect(all).rejects.toThrow('no');
  expect(ended).toBe(true);
  expect(begun).toEqual([0, 1]);
});

test('of nothing is nothing', async () => {
  expect(await inParallel([], () => Promise.reject(new Error('no')))).toEqual([]);
});
