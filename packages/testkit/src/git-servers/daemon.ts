import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Socket } from 'node:net';
import { serverEnvironment } from './environment.ts';

export interface GitDaemon {
  /** `git://127.0.0.1:<port>`, without a slash at its end. A repository's name follows. */
  readonly url: string;
  /** Connections that were made until now. */
  readonly connections: () => number;
  /** Drops all connections, and resolves when the last child has ended. */
  close(): Promise<void>;
}

/**
 * Serves the repositories of a folder with git's own daemon, which may all be read. The port is ours, and each connection is given
 * to a daemon of its own, as inetd does it: so the port is free, and open when this resolves.
 */
export async function startGitDaemon(folder: string): Promise<GitDaemon> {
  const sockets = new Set<Socket>();
  const children = new Map<ChildProcess, Promise<void>>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    const args = ['daemon', '--inetd', '--export-all', `--base-path=${folder}`, folder];
    const child = spawn('git', args, { stdio: ['pipe', 'pipe', 'ignore'], env: serverEnvironment() });
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    children.set(child, ended);
    void ended.then(() => children.delete(child));
    socket.on('close', () => {
      sockets.delete(socket);
      child.kill();
    });
    // Either side may leave when it has what it came for.
    for (const stream of [socket, child, child.stdin, child.stdout])
      stream.on('error', () => socket.destroy());
    socket.pipe(child.stdin);
    child.stdout.pipe(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `git://127.0.0.1:${address.port}`,
    connections: () => connections,
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      });
      await Promise.all(children.values());
    },
  };
}
