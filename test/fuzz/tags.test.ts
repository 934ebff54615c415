import { afterAll, test } from '@jest/globals';
import { fuzzer, LONGEST } from '@pv-actions/testkit/fuzz/run.ts';
import { properties } from './tags.ts';

const { holds, close } = fuzzer(new URL('./tags.ts', import.meta.url).href);
afterAll(close);

test.each(properties)('$name', holds, LONGEST);
