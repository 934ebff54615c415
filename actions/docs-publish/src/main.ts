import { defineStage } from '@pv-actions/core/action/stage.ts';

export const docsPublish = defineStage({ inputs: {}, outputs: [], run: async () => {} });
