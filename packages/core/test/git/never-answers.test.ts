import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { argvOf, isAlive, listProcesses } from '@pv-actions/core/action/process-tree.ts';
import { type Bench, openBench } from './bench.ts';

let bench: Bench;
let server: Server;
const sockets = new Set<Socket>();
beforeEach(async () => {
  bench = await openBench();
  server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  server.close();
  await bench.close();
});

const port = (): number => (server.address() as AddressInfo).port;

/** The command lines of processes that name the server's port, and run. */
async function processesAtServer(): Promise<string[]> {
  const running = (await listProcesses()).filter(isAlive);
  const lines = await Promise.all(running.map(async ({ pid }) => (await argvOf(pid)).join(' ')));
  return lines.filter((line) => line.includes(`127.0.0.1:${port()}`) || line.includes(`-p ${port()} `));
}

test.each(['http', 'git', 'ssh'])(
  'a remote that takes a connection by %s and says nothing: nothing of git is left when the time is up',
  async (scheme) => {
    const url = `${scheme}://127.0.0.1:${port()}/a/b`;
    const { remotes } = bench.open({ timeLimitSeconds: 1 });
    const connected = once(server, 'connection');
    const heads = remotes.heads([{ url, branch: 'main' }]);
    await connected;
    expect((await processesAtServer()).length).toBeGreaterThan(0);
    expect(await heads).toEqual([{ kind: 'unreachable', reason: 'It did not answer within 1 s.' }]);
    expect(await processesAtServer()).toEqual([]);
  },
);

test.each(['http', 'git', 'ssh'])('so it is by %s when the run is cancelled', async (scheme) => {
  const url = `${scheme}://127.0.0.1:${port()}/a/b`;
  const controller = new AbortController();
  const { remotes } = bench.open({}, { cancellation: () => controller.signal });
  const connected = once(server, 'connection');
  const span = { url, branch: 'main', from: '1'.repeat(40), to: '2'.repeat(40) };
  const histories = remotes.histories([span], 1);
  await connected;
  controller.abort('SIGTERM');
  await expect(histories).rejects.toBe('SIGTERM');
  expect(await processesAtServer()).toEqual([]);
});

test('an ssh in a session of its own ends, too', async () => {
  const url = `ssh://127.0.0.1:${port()}/a/b`;
  const env = { ...bench.env, GIT_SSH_COMMAND: 'setsid ssh -o BatchMode=yes' };
  const { remotes } = bench.open({ timeLimitSeconds: 1 }, { env });
  expect(await remotes.heads([{ url, branch: 'main' }])).toEqual([
    { kind: 'unreachable', reason: 'It did not answer within 1 s.' },
  ]);
  expect(await processesAtServer()).toEqual([]);
});
