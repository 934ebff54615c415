import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { argvOf, isAlive, listProcesses } from '@pv-actions/core/action/process-tree.ts';
import { resolveTargets } from '../src/resolve.ts';
import { type Bench, makeBench, noRemotes } from './layer.ts';

let bench: Bench;
let server: Server;
const sockets = new Set<Socket>();
beforeAll(async () => {
  server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  bench = await makeBench(() => ({
    'kas/x.yaml': `header: {version: 14}\nrepos: {meta-a: {url: "${url()}", branch: main}}\n`,
  }));
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  server.close();
  await bench.remove();
});

const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.git`;

async function processesAtServer(): Promise<string[]> {
  const running = (await listProcesses()).filter(isAlive);
  const lines = await Promise.all(running.map(async ({ pid }) => (await argvOf(pid)).join(' ')));
  return lines.filter((line) => line.includes(url()) || line.includes(bench.folder));
}

test.each(['the time is up', 'the run is cancelled'])(
  'a remote that never answers: neither kas nor its git is left when %s',
  async (how) => {
    const kas = await bench.kas({ timeoutMinutes: how === 'the time is up' ? 3 / 60 : 5 });
    const target = { name: 'x', config: 'kas/x.yaml', file: 'kas/release/x.yaml' };
    const connected = once(server, 'connection');
    const made = resolveTargets([target], bench.place, await bench.tracked(), kas, noRemotes);
    await connected;
    expect((await processesAtServer()).some((line) => line.includes('git'))).toBe(true);
    if (how === 'the time is up') {
      expect((await made).failures).toMatchObject([
        { name: 'x', cause: expect.stringContaining('0.05 min') },
      ]);
    } else {
      bench.cancel();
      await expect(made).rejects.toThrow('The run was cancelled.');
    }
    kas.close();
    expect(await processesAtServer()).toEqual([]);
  },
);
