import { afterAll, test } from '@jest/globals';
import { fuzzer, LONGEST } from '@pv-actions/testkit/fuzz/run.ts';
import { properties } from './index.ts';

const { holds, close } = fuzzer(new URL('./index.ts', import.meta.url).href);
afterAll(close);

test.each(properties)('$name', holds, LONGEST);
