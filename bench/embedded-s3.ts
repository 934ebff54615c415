/** `embedded-s3.ts FOLDER`: the testkit's S3 server in a process of its own, until its standard input ends. */
import { startS3 } from '@pv-actions/testkit/s3/server.ts';

const [dir = ''] = process.argv.slice(2);
const { close, ...server } = await startS3({ dir });
process.stdout.write(`${JSON.stringify(server)}\n`);
process.stdin.resume().on('end', () => void close());
