import { run } from './index.js';

await run('srcrev-bump');
