import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { checkpointRequest, hasCheckpoint, type CheckpointName } from '../testing/checkpoints.ts';
import type { Dtype } from '../core/modelPackage/manifest.ts';
import { planConversion } from './conversionPlan.ts';
import { planOutputs } from './outputFiles.ts';
import { inlineEncoder } from './rowEncoder.ts';
import type { WriteOptions } from './writeWeights.ts';

/**
 * Digests of packages, but for their manifests: `path SHA-256` of each file, sorted, one a line. Those of fp32 and q8 are of
 * version 0.1, which had all matrices of q4 and q4f16 at 4 bits.
 */
const DIGESTS: readonly (readonly [CheckpointName, Dtype, string])[] = [
  ['tiny', 'fp32', '9b9444d390d5ff6506e20cff331a6fcdb680d0358311d60b263f7fc126e5ecca'],
  ['tiny', 'q8', '3eaa7a691ba54893fa66c0290a9a8d836b24cdf1fb4cc139e3ac7a0b3da0821b'],
  ['tiny', 'q4', '5a32841707f0adae6c23cba7f99c4cc81d215b60edf586000165604ec6d27912'],
  ['tiny', 'q4f16', '7ef4a96c51c63c97a5664ed8857aaef749afeb882cda56afb3fc073ed2ff18a0'],
  ['tiny-a', 'q4', '978c5df812f13531d962e585136a68c75536c73315f41946714a620561ffb63e'],
  ['tiny-b', 'q4f16', '624184916aa114ae04f46a23ada217c17dc025b9e26c9eb58902cc17f781d60e'],
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
it.each(DIGESTS.filter(([name]) => hasCheckpoint(name)))(
  '%s in %s has the bytes it had',
  async (name, dtype, digest) => {
    expect(await packageDigest(name, dtype)).toBe(digest);
  },
);
