import { run } from './index.js';

await run('kas-build');
