import { afterAll, test } from '@jest/globals';
import { fuzzer, LONGEST } from '@pv-actions/testkit/fuzz/run.ts';
import { properties } from './recipes.ts';

const { holds, close } = fuzzer(new URL('./recipes.ts', import.meta.url).href);
afterAll(close);

test.each(properties)('$name', holds, LONGEST);
