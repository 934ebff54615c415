import { relative } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** The slowest test files of a run of all, as it prints them, in no strict order. One that is not there is passed over. */
const SLOWEST = [
  'test/killed.test.ts',
  'actions/pvtest-runner/test/stopping.test.ts',
  'actions/docs-publish/test/store-faults.test.ts',
  'actions/kas-build/test/ended.test.ts',
  'actions/kas-build/test/build.test.ts',
  'actions/pvtest-runner/test/results.test.ts',
  'packages/testkit/test/pvtest/scripts.test.ts',
  'packages/testkit/test/pvtest/containers.test.ts',
  'test/fuzz/reports.test.ts',
  'test/fuzz/markdown.test.ts',
  'test/pipeline.test.ts',
  'test/house.test.ts',
  'test/bench.test.ts',
  'packages/core/test/store/contract.test.ts',
  'actions/kas-build/test/failures.test.ts',
  'actions/kas-build/test/kas5.test.ts',
  'actions/kas-build/test/uploads-run.test.ts',
  'actions/kas-build/test/caches.test.ts',
  'actions/badges/test/badges.test.ts',
  'actions/srcrev-bump/test/outcomes.test.ts',
  'actions/badges/test/store-faults.test.ts',
  'packages/core/test/proposal/proposals-at-once.test.ts',
  'packages/testkit/test/sample-layer/console.test.ts',
  'packages/core/test/github/compare.test.ts',
  'test/writers.test.ts',
  'test/dist.test.ts',
];

/** Runs the slowest files first, so that no worker is left alone with one at the end. The others follow as jest sorts them. */
export default class SlowestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path, context }) => {
      const index = SLOWEST.indexOf(relative(context.config.rootDir, path));
      return index === -1 ? SLOWEST.length : index;
    };
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
}
