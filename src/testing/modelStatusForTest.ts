import type { ModelStatus } from '../core/loading/modelStatus.ts';
import { IMAGE_PROCESSOR } from './imageProcessorForTest.ts';

/** For tests: a model that is loaded. */
export const STATUS: ModelStatus = {
  model: {
    id: 'tiny',
    title: 'Tiny',
    task: { images: [{ role: 'source' }, { role: 'candidate' }], text: 'instruction' },
    heads: [{ key: 'overall', label: 'Overall' }],
    orientation: 'ignored',
    dtype: 'fp32',
    revision: undefined,
    licence: undefined,
    limits: undefined,
    byteLength: 8,
    manifestSha256: '00',
    imageProcessor: IMAGE_PROCESSOR,
    pixels: { least: 1, most: 2 },
    maxPixels: undefined,
  },
  device: {
    provider: 'wasm',
    description: 'CPU, 1 thread',
    features: [],
    operators: 'standard',
    residency: 'resident',
  },
  selfTest: [],
  warnings: [],
};
