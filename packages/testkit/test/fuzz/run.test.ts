import { expect, test } from '@jest/globals';
import { fuzzer } from '@pv-actions/testkit/fuzz/run.ts';
import { properties } from './fixtures/broken.ts';

const module = new URL('./fixtures/broken.ts', import.meta.url).href;

/** What is said of a property; empty where it holds. */
async function said(name: string, options = {}): Promise<string> {
  const found = properties.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no "${name}".`);
  const { holds, close } = fuzzer(module, options);
  try {
    await holds(found);
    return '';
  } catch (thrown) {
    return (thrown as Error).message;
  } finally {
    await close();
  }
}

test('nothing where it holds', async () => {
  expect(await said('it holds')).toBe('');
});

test('the smallest input for which it does not, with its seed', async () => {
  expect(await said('no x')).toMatch(
    /^"no x" does not hold with PV_TEST_SEED=\d+ for\n\["x"\]\nError: It has an x\./,
  );
});

test('the input that never ends', async () => {
  const text = await said('it ends', { patience: 500 });
  expect(text).toMatch(
    /^"it ends" does not hold with PV_TEST_SEED=\d+ for\n\d*[13579]\nIt was not done after 500 ms of CPU time\.$/,
  );
});

test('the input whose end nothing will bring', async () => {
  expect(await said('it is waited for')).toMatch(/for\n\d+\nIts thread ended with 0\.$/);
});

test('the smallest input that takes longer than it may', async () => {
  expect(await said('it is fast', { limit: 40 })).toMatch(/for\n101\nError: It took \d+ ms of CPU time\./);
});

test('the input that takes all memory', async () => {
  expect(await said('it needs little memory', { memory: 100 })).toMatch(
    /for\n\d+\nError.*ERR_WORKER_OUT_OF_MEMORY/,
  );
});

test('a thread holds one property after the other, also after one that it was ended for', async () => {
  const { holds, close } = fuzzer(module, { patience: 500 });
  const ways: string[] = [];
  for (const name of ['it holds', 'no x', 'it ends', 'it holds']) {
    for (const each of properties.filter((property) => property.name === name)) {
      ways.push(
        await holds(each).then(
          () => 'holds',
          (thrown: Error) => thrown.message.split('\n').at(-1)?.trim() ?? '',
        ),
      );
    }
  }
  await close();
  expect(ways).toEqual([
    'holds',
    expect.stringMatching(/^at /),
    'It was not done after 500 ms of CPU time.',
    'holds',
  ]);
});
