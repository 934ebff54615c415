import { type Seeded, seeded } from '@pv-actions/testkit/seeded.ts';
import type { ImageSize } from './builds.ts';
import type { RequestKind } from './request-kinds.ts';

export const FAULTS = [
  'error 500',
  'SlowDown',
  'reset',
  'cut request',
  'corrupt request',
  'lost answer',
  'lost answer, 500',
  'truncated answer',
  'corrupt answer',
  'stall',
  'stalled answer',
  'access denied',
  'expired, 400',
  'expired, 403',
] as const;

export type FaultName = (typeof FAULTS)[number];

const WITH_BODY: readonly RequestKind[] = [
  'put index',
  'put manifest',
  'put mark',
  'put probe',
  'put',
  'put part',
  'complete upload',
];
const ANSWERED_WITH_BODY: readonly RequestKind[] = [
  'get index',
  'get manifest',
  'get mark',
  'get',
  'create upload',
  'complete upload',
  'list uploads',
];
const OF_REQUEST_BODY: readonly FaultName[] = ['cut request', 'corrupt request'];
const OF_ANSWER_BODY: readonly FaultName[] = ['truncated answer', 'corrupt answer', 'stalled answer'];
/** These go on, for all requests. */
const EXPIRED: readonly FaultName[] = ['expired, 400', 'expired, 403'];
const OF_ANY_REQUEST: readonly FaultName[] = ['error 500', 'SlowDown', 'reset'];
export const STALLS: readonly FaultName[] = ['stall', 'stalled answer'];

/** The requests that meet faults, and from which one of its kind on a fault may begin: as many as there are in each run. */
const TARGETS: Readonly<Partial<Record<RequestKind, number>>> = {
  'get index': 2,
  'put index': 1,
  'get manifest': 4,
  'put manifest': 2,
  'get mark': 1,
  'put mark': 1,
  'put probe': 2,
  'delete probe': 1,
  head: 4,
  get: 3,
  put: 3,
  'create upload': 1,
  'put part': 3,
  'complete upload': 1,
  'abort upload': 1,
  'list uploads': 1,
};
export const TARGET_KINDS = Object.keys(TARGETS) as RequestKind[];
/** Those that also a publication makes which finds everything in place. */
const REPEATED: readonly RequestKind[] = ['get index', 'get manifest', 'head', 'get mark', 'list uploads'];
const UPLOADS: readonly RequestKind[] = ['create upload', 'put part', 'complete upload', 'abort upload'];

/** A fault, and the requests that meet it. */
export interface PlannedFault {
  readonly fault: FaultName;
  readonly on: RequestKind;
  /** From which request of the kind on, counted from 1. */
  readonly from: number;
  /** How many requests meet it: of the kind, or of any kind. */
  readonly times: number;
  readonly of: 'the kind' | 'any kind';
  /** The place in a body, from 0 to 1. */
  readonly share: number;
}

export interface FaultPlan {
  readonly seed: number;
  readonly image: ImageSize;
  /** What is there before: nothing, an index of others, or this very publication. */
  readonly before: 'nothing' | 'others' | 'the same';
  readonly faults: readonly PlannedFault[];
}

/** Each kind of request with each fault that it can meet, in an order in which both change from one to the next. */
const PAIRS: readonly (readonly [RequestKind, FaultName])[] = pairs();

function pairs(): (readonly [RequestKind, FaultName])[] {
  const all = FAULTS.flatMap((_, round) =>
    TARGET_KINDS.map((kind, at) => [kind, FAULTS[(at + round) % FAULTS.length]] as [RequestKind, FaultName]),
  );
  return all.filter(([kind, fault]) => canMeet(kind, fault));
}

function canMeet(kind: RequestKind, fault: FaultName): boolean {
  if (OF_REQUEST_BODY.includes(fault)) return WITH_BODY.includes(kind);
  return !OF_ANSWER_BODY.includes(fault) || ANSWERED_WITH_BODY.includes(kind);
}

/** The plan of a seed. Its first fault goes round all pairs of request and fault; the rest is drawn. */
export function planOf(seed: number): FaultPlan {
  const random = seeded(seed);
  const [on, fault] = PAIRS[seed % PAIRS.length] ?? random.pick(PAIRS);
  const uploads = UPLOADS.includes(on);
  const image = random.pick<ImageSize>(uploads ? ['large', 'large', 'middle'] : ['large', 'middle', 'small']);
  const before = random.pick<FaultPlan['before']>(
    REPEATED.includes(on) ? ['nothing', 'others', 'others', 'the same'] : ['nothing', 'others'],
  );
  const first = plannedFault(on, fault, random);
  const more = Array.from({ length: random.pick([0, 0, 1, 2]) }, () => {
    const [kind, name] = random.pick(PAIRS.filter(([, drawn]) => !STALLS.includes(drawn)));
    return plannedFault(kind, name, random);
  });
  // Nothing is aborted unless something fails.
  const reason = on === 'abort upload' ? [deniedPart(random)] : [];
  return { seed, image, before, faults: [first, ...reason, ...more] };
}

function plannedFault(on: RequestKind, fault: FaultName, random: Seeded): PlannedFault {
  const from = 1 + random.below(TARGETS[on] ?? 1);
  const burst = random.pick([1, 1, 1, 2, 3]);
  const anyKind = OF_ANY_REQUEST.includes(fault) && random.next() < 0.3;
  const share = random.next();
  if (EXPIRED.includes(fault)) return { fault, on, from, times: Infinity, of: 'any kind', share };
  if (fault === 'access denied') return { fault, on, from, times: Infinity, of: 'the kind', share };
  const times = STALLS.includes(fault) ? 1 : burst;
  return { fault, on, from, times, of: anyKind ? 'any kind' : 'the kind', share };
}

function deniedPart(random: Seeded): PlannedFault {
  const from = 1 + random.below(2);
  return { fault: 'access denied', on: 'put part', from, times: Infinity, of: 'the kind', share: 0 };
}

/** One line for a person who looks for the reason of a failure. */
export function describePlan({ seed, image, before, faults }: FaultPlan): string {
  const lines = faults.map(({ fault, on, from, times, of, share }) => {
    const count = times === Infinity ? 'for ever' : `${times} times`;
    return `${fault} (at ${share.toFixed(3)}) from request ${from} of "${on}", ${count}, of ${of}`;
  });
  return `seed ${seed}: ${image} image, ${before} published before: ${lines.join('; ')}`;
}
