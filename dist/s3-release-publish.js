import { run } from './index.js';

await run('s3-release-publish');
