import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { checkpointRequest, hasCheckpoint, type CheckpointName } from '../testing/checkpoints.ts';
import type { Dtype } from '../core/modelPackage/manifest.ts';
import { planConversion } from './conversionPlan.ts';
import { planOutputs } from './outputFiles.ts';
import { inlineEncoder } from './rowEncoder.ts';
import type { WriteOptions } from './writeWeights.ts';

/** Digests of packages that version 0.1 made, but for their manifests: `path SHA-256` of each file, sorted, one a line. */
const VERSION_0_1: readonly (readonly [CheckpointName, Dtype, string])[] = [
  ['tiny', 'fp32', '9b9444d390d5ff6506e20cff331a6fcdb680d0358311d60b263f7fc126e5ecca'],
  ['tiny', 'q8', '3eaa7a691ba54893fa66c0290a9a8d836b24cdf1fb4cc139e3ac7a0b3da0821b'],
  ['tiny', 'q4', '52a74c1741c87c057c546ddb1d898a53f0e7ca57aa663a1beed3c3b6057582da'],
  ['tiny', 'q4f16', '23f7eb8a77f15e3771a497bc223bffccd7dae2b23fb2e607b21a507fdedf6f72'],
  ['tiny-a', 'q4', '9374590fd3f25d29d993f891e160b6b3ecb8c188f4a939115c796ccf64851456'],
  ['tiny-b', 'q4f16', '58edf6e7853962e3189557ea209bac5cb8d494a92ca248e8130ef77de6c8b533'],
];

const OPTIONS: WriteOptions = { onBytes: () => undefined, onFinding: () => undefined, encoder: inlineEncoder };
const NO_SINK = { close: async () => ({ byteLength: 0, sha256: '' }), abort: async () => undefined };

async function packageDigest(name: CheckpointName, dtype: Dtype): Promise<string> {
  const plan = await planConversion({ ...checkpointRequest(name), dtype, symmetric: false, maxLayersPerShard: 2 });
  const lines: string[] = [];
  for (const { path, write } of planOutputs(plan)) {
    const hash = createHash('sha256');
    await write({ ...NO_SINK, write: async (chunk) => void hash.update(chunk) }, OPTIONS);
    lines.push(`${path} ${hash.digest('hex')}`);
  }
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex');
}

// A fixture says more than the checkpoint of the repository: its tokenizer and its sizes are real.
it.each(VERSION_0_1.filter(([name]) => hasCheckpoint(name)))(
  '%s in %s has the bytes it had',
  async (name, dtype, digest) => {
    expect(await packageDigest(name, dtype)).toBe(digest);
  },
);
