import type { Seeded } from '@pv-actions/testkit/seeded.ts';

/** How a generation of the runner writes its results: what SUMMARY repeats, and in which words. */
export type Generation = 'searched' | 'merged' | 'oldest';

/** How the runner writes, and how the lines come to the reader. */
export interface Style {
  readonly generation: Generation;
  /** The highest number of retries. */
  readonly retries: number;
  readonly slots: number;
  /** The reader is told which tests there are. */
  readonly known: boolean;
  readonly tag: string;
  readonly source: string;
  readonly coloured: boolean;
  readonly newline: string;
  /** A diff is printed in one piece. Otherwise lines of other tests can stand in it. */
  readonly locked: boolean;
}

export interface End {
  readonly word: 'PASSED' | 'FAILED' | 'ABORTED' | 'SKIPPED' | 'RECORDED';
  readonly seconds?: number;
  readonly note?: string;
}

/** What happens to a test: an end for each of its tries. */
export interface Plan {
  readonly id: string;
  /** False for a test that is skipped before it starts. */
  readonly launched: boolean;
  readonly ends: readonly End[];
}

export function randomStyle(random: Seeded): Style {
  const generation = random.pick(['searched', 'searched', 'merged', 'oldest'] as const);
  return {
    generation,
    retries: random.below(3),
    slots: generation === 'oldest' ? 1 : 1 + random.below(4),
    known: random.below(2) === 0,
    tag: random.pick(['pvtest', 'mytester', 'a b']),
    source: random.pick([' [test.docker.sh]:', ' [pvtest-run]:', '']),
    coloured: random.below(2) === 0,
    newline: random.pick(['\n', '\n', '\r\n']),
    locked: random.below(2) === 0,
  };
}

/** The tests of a run in the order in which the runner takes them. Durations are 20 s and more. */
export function randomPlans(random: Seeded, style: Style): Plan[] {
  const ids = new Set<string>();
  const count = 1 + random.below(10);
  const words = random.below(3) === 0 ? ['FAILED', 'PASSED'] : [];
  while (ids.size < count) {
    const category = random.pick(['core', 'lifecycle', 'a/b', ...words]);
    const name = random.pick(['boot', 'update', 'gc', 'x y', ...words]);
    ids.add(`${random.pick(['local', 'remote'])}/${category}/${name}${random.below(9)}`);
  }
  if (random.below(3) === 0) {
    // A name that ends like that of a retry. Who does not know the tests cannot tell it from one.
    const [first = ''] = ids;
    ids.add(style.known && style.retries < 2 ? `${first}.2` : 'local/lifecycle/upgrade-1.2');
  }
  return [...ids].sort().map((id) => randomPlan(random, id, style));
}

function randomPlan(random: Seeded, id: string, { generation, retries }: Style): Plan {
  if (random.below(6) === 0) {
    const note = generation !== 'oldest' && random.below(2) === 0 ? { note: 'skip:true' } : {};
    return { id, launched: false, ends: [{ word: 'SKIPPED', ...note }] };
  }
  const newest = generation === 'merged' ? (['SKIPPED', 'RECORDED'] as const) : [];
  const last = random.pick(['PASSED', 'PASSED', 'PASSED', 'FAILED', 'ABORTED', ...newest] as const);
  const failures = last === 'FAILED' ? retries : random.below(retries + 1);
  const timed = (word: End['word']): End =>
    word === 'SKIPPED' ? { word, note: 'devices' } : { word, seconds: 20 + random.below(400) };
  return {
    id,
    launched: true,
    ends: [...Array.from({ length: failures }, () => timed('FAILED')), timed(last)],
  };
}
