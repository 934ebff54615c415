import { defineStage } from '@pv-actions/core/action/stage.ts';

export const badges = defineStage({ inputs: {}, outputs: [], run: async () => {} });
