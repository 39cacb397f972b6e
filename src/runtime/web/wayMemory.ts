import * as v from 'valibot';
import { createJsonMemory } from './jsonMemory.ts';
import type { WebGpuWay } from './webgpuWays.ts';

const features = v.array(v.string());

const way = v.union([
  v.object({ features, variant: v.picklist(['webgpu', 'cpu']) }),
  // Before there was a choice of graphs.
  v.pipe(
    features,
    v.transform((list): WebGpuWay => ({ features: list, variant: 'webgpu' })),
  ),
]);

/**
 * Remembers in which way a model passed its self-test on an adapter, so that the next load tries that first. It saves loads
 * that would fail. It does not replace trust: the self-test runs at every load.
 */
const memory = createJsonMemory<WebGpuWay>('webgpu-features', way);

export const wayMemory = {
  recall: (adapter: string, manifestSha256: string) => memory.recall([manifestSha256, adapter]),
  remember: (adapter: string, manifestSha256: string, passed: WebGpuWay) =>
    memory.remember([manifestSha256, adapter], passed),
};
