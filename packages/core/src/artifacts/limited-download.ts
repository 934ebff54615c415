import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readdir, stat } from 'node:fs/promises';
import type { ClientRequest } from 'node:http';
import { join } from 'node:path';
import type { Clock } from '../action/clock.ts';

const LOOK_MS = 200;
const REQUESTS = 'http.client.request.start';

/**
 * Runs a download of GitHub's client, which neither counts bytes nor can be stopped: the bytes in its folder are looked at, and what it
 * still receives is cut when there are more of them than `most`, or when the signal aborts.
 *
 * @param folder gets the archive and nothing else
 * @param tooLarge makes the error that is thrown for more bytes
 * @throws what `download` throws, and the reason of the signal.
 */
export async function limitedDownload<T>(
  {
    folder,
    most,
    tooLarge,
  }: { readonly folder: string; readonly most: number; readonly tooLarge: () => Error },
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
  download: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const inside = new AsyncLocalStorage<true>();
  const requests = new Set<ClientRequest>();
  let reason: unknown;
  const cut = (request: ClientRequest): unknown => request.destroy(new Error('The download was stopped.'));
  const listen = (message: unknown): void => {
    const { request } = message as { readonly request: ClientRequest };
    if (inside.getStore() === undefined) return;
    if (reason === undefined) requests.add(request);
    else cut(request);
  };
  const stop = (why: unknown): void => {
    reason ??= why;
    for (const request of requests) cut(request);
    reject(reason);
  };
  const abort = (): void => stop(signal.reason);
  const look = async (): Promise<void> => {
    if ((await bytesIn(folder)) > most) stop(tooLarge());
  };
  subscribe(REQUESTS, listen);
  signal.addEventListener('abort', abort);
  const end = clock.every(LOOK_MS, () => void look().catch(() => undefined));
  // The client tries again what was cut. It is listened to until it gives up.
  const work = inside.run(true, download).finally(() => unsubscribe(REQUESTS, listen));
  work.catch(() => undefined);
  try {
    const result = await Promise.race([work, stopped]);
    await look();
    if (reason !== undefined) throw reason;
    return result;
  } finally {
    end();
    signal.removeEventListener('abort', abort);
  }
}

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
