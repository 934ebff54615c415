import type { Clock } from '../action/clock.ts';
import { UserError } from '../action/errors.ts';
import { type Outcome, outcomeOf } from './conditions.ts';
import type { Condition } from './objects.ts';
import type { PutOptions } from './types.ts';

const MAX_ROUNDS = 200;
const MAX_UNCLEAR = 5;
const MAX_SAME_ETAG = 3;
const WAIT_PER_ROUND = 3;
const MIN_WAIT_MS = 20;
const MAX_WAIT_MS = 10_000;

export type Change = (current: string | undefined) => string | Promise<string>;
export interface Updated {
  readonly changed: boolean;
  readonly text: string;
}

export interface UpdateRequests {
  /** What a message calls the object. */
  describe(key: string): string;
  read(key: string): Promise<{ text: string; etag: string } | undefined>;
  /** The ETag alone; undefined where there is no object. */
  etag(key: string): Promise<string | undefined>;
  put(key: string, text: string, options: PutOptions, condition: Condition | undefined): Promise<void>;
  /** Throws when the store does not obey conditions. */
  probe(): Promise<void>;
}

export interface UpdateDeps {
  readonly clock: Clock;
  readonly random: () => number;
  readonly unconditional: boolean;
}

interface Waiting {
  readonly change: Change;
  readonly options: PutOptions;
  /** Whether a write with this change may have been obeyed without our knowing. */
  maybeWritten: boolean;
  readonly resolve: (updated: Updated) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Compare-and-swap updates of texts in a store. Updates of one key that wait at the same time are written together.
 */
export function makeUpdater(requests: UpdateRequests, deps: UpdateDeps) {
  const queues = new Map<string, Waiting[]>();
  const etags: EtagForm = { bare: false, looked: false };
  let probe: Promise<void> | undefined;
  let probed = deps.unconditional;

  async function probeOnce(): Promise<void> {
    probe ??= requests.probe();
    await probe;
    probed = true;
  }

  function conditionOf(etag: string | undefined): Condition | undefined {
    if (deps.unconditional) return undefined;
    if (etag === undefined) return { ifNoneMatch: '*' };
    return { ifMatch: etags.bare ? etag : `"${etag}"` };
  }

  async function drain(key: string, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      const batch = takeBatch(queue);
      try {
        await writeBatch(key, batch);
      } catch (thrown) {
        for (const waiting of batch) waiting.reject(thrown);
      }
    }
    queues.delete(key);
  }

  async function writeBatch(key: string, batch: Waiting[]): Promise<void> {
    const options = batch[0]?.options ?? {};
    let wanted: string | undefined;
    let refused: string | undefined;
    let bare = etags.bare;
    let unclear = 0;
    let sameEtag = 0;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const started = deps.clock.now().getTime();
      const current = await requests.read(key);
      if (wanted !== undefined && current?.text === wanted && batch.some((one) => one.maybeWritten)) {
        return settle(batch, wanted, () => true);
      }
      if (refused !== undefined && refused === current?.etag) {
        // Ceph before Squid compares If-Match with the bare ETag, other stores with the quoted one.
        sameEtag += 1;
        if (sameEtag > MAX_SAME_ETAG) throw refusesOwnEtag(requests.describe(key));
        // Updates of other keys may have found it out meanwhile: only the form that was refused is given up.
        etags.bare = !bare;
      }
      const { text, changed } = await applyAll(batch, current?.text);
      if (batch.length === 0) return;
      if (text === undefined || text === current?.text) {
        return settle(batch, text ?? '', (one) => one.maybeWritten);
      }
      if (!probed) {
        await probeOnce();
        continue;
      }
      bare = etags.bare;
      const condition = conditionOf(current?.etag);
      const outcome = await outcomeOf(() => requests.put(key, text, options, condition));
      if (outcome.kind === 'written') {
        return settle(batch, text, (one) => one.maybeWritten || changed.has(one));
      }
      wanted = text;
      refused = outcome.kind === 'refused' ? current?.etag : undefined;
      markUnclear(outcome, changed);
      if (outcome.kind === 'unclear') {
        unclear += 1;
        if (unclear > MAX_UNCLEAR) throw outcome.thrown;
      }
      // The first refusal may be about the form of the ETag: then nobody else wrote, and there is nothing to wait for.
      const look = refused !== undefined && !etags.looked;
      etags.looked ||= look;
      if (look && (await requests.etag(key)) === refused) continue;
      await waitForTurn(deps, deps.clock.now().getTime() - started);
    }
    throw tooManyWriters(requests.describe(key));
  }

  return {
    async requireConditions(): Promise<void> {
      if (!probed) await probeOnce();
    },
    update(key: string, change: Change, options: PutOptions): Promise<Updated> {
      return new Promise((resolve, reject) => {
        const waiting: Waiting = { change, options, maybeWritten: false, resolve, reject };
        const queue = queues.get(key);
        if (queue !== undefined) {
          queue.push(waiting);
          return;
        }
        const fresh = [waiting];
        queues.set(key, fresh);
        void drain(key, fresh);
      });
    },
  };
}

interface EtagForm {
  bare: boolean;
  /** Whether the first refusal was looked into. */
  looked: boolean;
}

/** The waiting updates that can be written as one: those in front with the same headers. */
function takeBatch(queue: Waiting[]): Waiting[] {
  const headers = JSON.stringify(queue[0]?.options);
  const end = queue.findIndex((waiting) => JSON.stringify(waiting.options) !== headers);
  return queue.splice(0, end === -1 ? queue.length : end);
}

/** Applies all changes in turn. One that throws is rejected and leaves the batch. */
async function applyAll(
  batch: Waiting[],
  current: string | undefined,
): Promise<{ text: string | undefined; changed: ReadonlySet<Waiting> }> {
  let text = current;
  const changed = new Set<Waiting>();
  for (const waiting of [...batch]) {
    try {
      const next = await waiting.change(text);
      if (next !== text) changed.add(waiting);
      text = next;
    } catch (thrown) {
      batch.splice(batch.indexOf(waiting), 1);
      waiting.reject(thrown);
    }
  }
  return { text, changed };
}

function markUnclear(outcome: Outcome, changed: ReadonlySet<Waiting>): void {
  if (outcome.kind === 'refused' && outcome.certain) return;
  for (const waiting of changed) waiting.maybeWritten = true;
}

function settle(batch: readonly Waiting[], text: string, changed: (waiting: Waiting) => boolean): void {
  for (const waiting of batch) waiting.resolve({ changed: changed(waiting), text });
}

/**
 * Waits between rounds. A round's duration grows with the number of writers that the store serves at the time, so a multiple
 * of it keeps the store busy and no more, whatever its distance. Measured with 4 to 64 writers against Ceph.
 */
function waitForTurn({ clock, random }: UpdateDeps, roundMs: number): Promise<void> {
  const window = Math.min(MAX_WAIT_MS, Math.max(MIN_WAIT_MS, roundMs * WAIT_PER_ROUND));
  return clock.sleep(random() * window);
}

function refusesOwnEtag(place: string): UserError {
  return new UserError(
    `The store refuses to replace ${place} on the condition that it has the very ETag that the store reports.`,
    'Use a store that obeys If-Match. If one job at a time writes the index, and only then, set `unconditional-index: true`.',
  );
}

function tooManyWriters(place: string): UserError {
  return new UserError(
    `Others wrote ${place} in between, ${MAX_ROUNDS} times in a row.`,
    'Run the job again when fewer jobs publish.',
  );
}
