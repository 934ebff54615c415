import type { ArtifactStore } from './artifact-store.ts';
import type { Emulated } from './emulator.ts';
import type { Answer, Received } from './http.ts';
import type { RunStore } from './runs.ts';

/** A `repository_dispatch` that was taken. */
export interface Dispatch {
  /** `owner/name` of the repository that it was sent to. */
  readonly repository: string;
  readonly eventType: string;
  readonly clientPayload: unknown;
}

/** The state that the routes of one server share. */
export interface World {
  /** The origin that clients see. */
  readonly origin: () => string;
  readonly emulated: Emulated;
  readonly runs: RunStore;
  readonly artifacts: ArtifactStore;
  readonly dispatches: Dispatch[];
  /** Whether assets have a digest. */
  readonly assetDigests: boolean;
}

/** What an upload leaves that fails: an empty asset in the state `starter`, or one with other bytes. */
export type Leftover = 'starter' | 'corrupt';

/** A request on its way: what was sent, and who sends it. */
export interface Exchange {
  readonly request: Received;
  /** The parsed JSON body, or undefined. */
  readonly json: unknown;
  /** Whether its token may write contents, and so sees drafts. */
  readonly writesContents: boolean;
  /** What an injected fault makes of an upload. */
  readonly leaves: Leftover | undefined;
  /** Sends it to the emulated API, under the login of its token; with another target or body if one is given. */
  forward(target?: string, body?: Buffer): Promise<Answer>;
}

/** Answers a request, or gives undefined to leave it to the emulated API. */
export type Handler = (
  exchange: Exchange,
  /** The decoded groups of the pattern. */
  ...parts: string[]
) => Answer | undefined | Promise<Answer | undefined>;

/** A method, a pattern for the whole encoded path, and who answers. */
export type Route = readonly [method: string, path: RegExp, handler: Handler];

/** The answer of the first route that fits and does not decline. */
export async function answerBy(routes: readonly Route[], exchange: Exchange): Promise<Answer | undefined> {
  const { method, url } = exchange.request;
  for (const [wanted, path, handler] of routes) {
    const match = wanted === method ? path.exec(url.pathname) : null;
    if (match === null) continue;
    const parts = match.slice(1).map((part = '') => decodeURIComponent(part));
    const answer = await handler(exchange, ...parts);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
