import { FORMER_HEADS } from '../../core/modelPackage/formerHeads.ts';
import { EDIT_TASK } from '../../core/task.ts';
import type { ModelLocation } from '../../core/modelPackage/modelLocation.ts';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import { IMAGE_PROCESSOR } from '../../testing/imageProcessorForTest.ts';
import type { ModelAction } from './modelState.ts';

/** Samples for tests of what knows the model. */
export const MODEL_STATUS: ModelStatus = {
  model: {
    id: 'sample',
    title: 'Sample',
    task: EDIT_TASK,
    heads: FORMER_HEADS,
    orientation: 'ignored',
    dtype: 'q4',
    revision: 'r1',
    licence: 'MIT',
    limits: undefined,
    byteLength: 100,
    manifestSha256: '00',
    imageProcessor: IMAGE_PROCESSOR,
    pixels: { least: 200_704, most: 200_704 },
    maxPixels: undefined,
  },
  device: { provider: 'webgpu', description: 'an adapter', features: [], operators: 'fused', residency: 'resident' },
  selfTest: [
    {
      provider: 'webgpu',
      features: [],
      operators: 'fused',
      residency: 'resident',
      passed: true,
      maxDifference: 0.0002,
      tolerance: 0.01,
    },
  ],
  warnings: [],
};

export const LOCATION: ModelLocation = { kind: 'url', url: 'https://example.org/' };
export const LOADING: ModelAction = { type: 'modelLoading', label: 'x', location: LOCATION };
export const READY: ModelAction = { type: 'modelReady', location: LOCATION, status: MODEL_STATUS };

/** A model that judges pictures by themselves. */
export const PICTURE_STATUS: ModelStatus = {
  ...MODEL_STATUS,
  model: {
    ...MODEL_STATUS.model,
    id: 'pictures',
    title: 'Pictures',
    task: { images: [{ role: 'candidate' }], text: 'prompt' },
    heads: [{ key: 'overall', label: 'Overall' }],
    manifestSha256: 'ff',
  },
};
export const PICTURE_READY: ModelAction = { type: 'modelReady', location: LOCATION, status: PICTURE_STATUS };
