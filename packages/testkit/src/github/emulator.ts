import { createEmulator } from 'emulate';
import { likeGitHub } from './answers.ts';
import type { Answer } from './http.ts';

/** A call of the emulated API, before it is sent. */
export interface Call {
  readonly method: string;
  /** The encoded path with its query. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | undefined;
}

/** The stateful part of the API. Its answers are as GitHub would give them, with addresses of the front. */
export interface Emulated {
  call(call: Call): Promise<Answer>;
  /** The same as the owner of everything, with a JSON body in and out. Undefined when it is refused. */
  ask(method: string, target: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

export interface EmulatorSeed {
  /** `owner/name` of each repository. Each has one commit on its default branch. */
  readonly repositories: readonly string[];
  readonly defaultBranch: string;
  /** Who may be named as author, actor and reviewer. The first owns everything. */
  readonly logins: readonly [string, ...string[]];
  readonly privateRepositories: readonly string[];
}

const DROPPED = new Set([
  'connection',
  'keep-alive',
  'content-length',
  'transfer-encoding',
  'date',
  'content-encoding',
]);

/** The token by which the front speaks for a login. The front has checked the client's own before. */
function tokenOf(login: string): string {
  return `emulated-${login}`;
}

/** The header that names `login` to the emulated API. */
export function authorizationOf(login: string): Record<string, string> {
  return { authorization: `Bearer ${tokenOf(login)}` };
}

/** Starts `emulate` (https://emulate.dev) on a port of its own. `front` is the origin that clients see. */
export async function startEmulated(seed: EmulatorSeed, front: () => string): Promise<Emulated> {
  const [admin] = seed.logins;
  const all = [...seed.repositories, ...seed.privateRepositories].map((name) => {
    const [owner = '', repository = ''] = name.split('/');
    if (owner === '' || repository === '') throw new Error(`The repository ${name} is not owner/name.`);
    return { owner, name: repository, private: seed.privateRepositories.includes(name) };
  });
  const owners = new Set(all.map(({ owner }) => owner));
  const emulator = await createEmulator({
    service: 'github',
    port: 0,
    hostname: '127.0.0.1',
    seed: {
      tokens: Object.fromEntries(seed.logins.map((login) => [tokenOf(login), { login }])),
      github: {
        users: seed.logins.map((login) => ({ login, site_admin: login === admin })),
        orgs: [...owners]
          .filter((owner) => !seed.logins.includes(owner))
          .map((login) => ({
            login,
            members: seed.logins.map((member) => ({ login: member, role: 'admin' })),
          })),
        repos: all.map((repository) => ({
          ...repository,
          description: `The repository ${repository.name}`,
          default_branch: seed.defaultBranch,
          auto_init: true,
        })),
      },
    },
  });
  const origin = `http://127.0.0.1:${new URL(emulator.url).port}`;

  async function call({ method, target, headers = {}, body }: Call): Promise<Answer> {
    const response = await fetch(`${origin}${target}`, {
      method,
      headers: { ...headers },
      redirect: 'manual',
      ...(body === undefined || body.length === 0 ? {} : { body: new Uint8Array(body) }),
    });
    const rename = (text: string) => text.replaceAll(emulator.url, front()).replaceAll(origin, front());
    const answered: Record<string, string> = {};
    response.headers.forEach((value, name) => {
      if (!DROPPED.has(name)) answered[name] = rename(value);
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const json = answered['content-type']?.startsWith('application/json') === true;
    if (bytes.length === 0) {
      delete answered['content-type'];
      return { status: response.status, headers: answered };
    }
    const sent = json ? Buffer.from(rename(bytes.toString())) : bytes;
    const path = new URL(target, origin).pathname;
    return likeGitHub({ status: response.status, headers: answered, body: sent }, path);
  }

  return {
    call,
    async ask(method, target, body) {
      const { status, body: bytes } = await call({
        method,
        target,
        headers: { ...authorizationOf(admin), 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: Buffer.from(JSON.stringify(body)) }),
      });
      return status < 300 && bytes !== undefined ? (JSON.parse(bytes.toString()) as unknown) : undefined;
    },
    close: () => emulator.close(),
  };
}
