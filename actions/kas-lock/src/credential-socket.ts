import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { systemCode, UserError } from '@pv-actions/core/action/errors.ts';

/** A user and a password, and whom git may give them to. */
export interface Credential {
  /** `https` or `http`. */
  readonly protocol: string;
  /** With the port, where it is not the usual one. */
  readonly host: string;
  readonly username: string;
  readonly password: string;
}

/** What a client of ours sends is far shorter. */
const LONGEST_QUESTION = 65_536;

/**
 * Answers `git credential-cache --socket=<path> get` from memory, as git's own daemon does (git-credential-cache(1),
 * builtin/credential-cache--daemon.c): a connection is one question, lines of a name, `=` and a value. What else is asked has an empty
 * answer. When this process ends, however it does, there is nobody left to ask.
 *
 * @param path of the socket, in a folder that only this user may enter.
 * @returns what ends it.
 * @throws UserError when the socket cannot be made.
 */
export async function serveCredential(credential: Credential, path: string): Promise<() => Promise<void>> {
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy());
    socket.on('data', () => {
      if (socket.bytesRead > LONGEST_QUESTION) socket.destroy();
    });
    text(socket).then(
      (question) => socket.end(answer(credential, question)),
      () => socket.destroy(),
    );
  });
  server.listen(path);
  await once(server, 'listening').catch((thrown: unknown) => {
    throw new UserError(
      `The socket ${path}, by which git is given the token for layers, cannot be made (${systemCode(thrown)}).`,
      'Let RUNNER_TEMP be a folder with a short name, on a file system of Linux: the path of a socket has at most 107 bytes.',
      { cause: thrown },
    );
  });
  return async () => {
    for (const socket of open) socket.destroy();
    server.close();
    await once(server, 'close');
  };
}

function answer(credential: Credential, question: string): string {
  const asked = new Map(
    question.split('\n').flatMap((line): [string, string][] => {
      const at = line.indexOf('=');
      return at === -1 ? [] : [[line.slice(0, at), line.slice(at + 1)]];
    }),
  );
  const isFor = (name: keyof Credential): boolean => asked.get(name) === credential[name];
  const isOurs = isFor('protocol') && isFor('host') && (!asked.has('username') || isFor('username'));
  if (asked.get('action') !== 'get' || !isOurs) return '';
  return `username=${credential.username}\npassword=${credential.password}\n`;
}
