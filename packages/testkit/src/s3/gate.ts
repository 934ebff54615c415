import { type FaultProxy, type ProxiedRequest, startFaultProxy } from './fault-proxy.ts';

/** A way to a store that holds the first request of a kind until it is told to let it go. `close` lets it go too. */
export interface Gate extends FaultProxy {
  /** The request is held now. */
  readonly reached: Promise<void>;
  /** Lets it go, and everything that comes. */
  open(): void;
}

/** Starts a gate before the S3 server at `target`, for the first request that `held` matches. */
export async function startGate(target: string, held: (request: ProxiedRequest) => boolean): Promise<Gate> {
  const [reached, opened] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let first = true;
  const way = await startFaultProxy(target, async (request) => {
    if (!first || !held(request)) return undefined;
    first = false;
    reached.resolve();
    await opened.promise;
    return undefined;
  });
  const open = (): void => opened.resolve();
  return {
    ...way,
    reached: reached.promise,
    open,
    async close() {
      open();
      await way.close();
    },
  };
}
