export default {
  Extract() {
    throw new Error('Artifacts are unpacked by packages/core/src/artifacts: download with skipDecompress.');
  },
};
