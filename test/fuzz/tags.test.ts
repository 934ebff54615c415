import { test } from '@jest/globals';
import { fuzz, LONGEST } from '@pv-actions/testkit/fuzz/run.ts';
import { properties } from './tags.ts';

const module = new URL('./tags.ts', import.meta.url).href;

test.each(properties)('$name', (property) => fuzz(module, property), LONGEST);
