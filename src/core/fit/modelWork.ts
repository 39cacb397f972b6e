import { at } from '../at.ts';
import { defined } from '../defined.ts';
import type { Dtype, Manifest, SessionEntry } from '../modelPackage/manifest.ts';

/** What of a manifest costs are counted from: so much can be known of a package that is not made yet. */
export interface CountedManifest extends Pick<
  Manifest,
  'dtype' | 'imageProcessor' | 'vision' | 'text' | 'task' | 'prompts'
> {
  readonly sessions: readonly Omit<SessionEntry, 'graphs'>[];
  readonly files: readonly Pick<Manifest['files'][number], 'path' | 'byteLength'>[];
}

/**
 * Bytes of a weight, with its part of a block's scale and zero point (32 weights, see `quantizeBlock`). Norms and
 * biases are too few to matter.
 */
const BYTES_PER_WEIGHT: Readonly<Record<Dtype, number>> = {
  fp32: 4,
  q8: 1 + (4 + 1) / 32,
  // On average in a 7B. Its packages count their weights themselves.
  q4mixed: 0.73,
  q4: 0.5 + (4 + 0.5) / 32,
  q4f16: 0.5 + (2 + 0.5) / 32,
};

/** Length of each session's weights, in the manifest's order. */
export function shardBytes({ sessions, files }: Pick<CountedManifest, 'sessions' | 'files'>): number[] {
  const lengths = new Map(files.map(({ path, byteLength }) => [path, byteLength]));
  const lengthOf = (path: string) => defined(lengths.get(path), `The manifest has no file ${path}.`);
  return sessions.map(({ externalData }) => externalData.reduce((sum, path) => sum + lengthOf(path), 0));
}

/** Weights by what they are part of: as the manifest counts them, or as the lengths of their files tell. */
export function weightCounts(
  manifest: Pick<CountedManifest, 'dtype' | 'sessions' | 'files'>,
): Record<SessionEntry['role'], number> {
  const counts = { vision: 0, decoder: 0, heads: 0 };
  for (const [index, bytes] of shardBytes(manifest).entries()) {
    const { role, weightCount } = at(manifest.sessions, index);
    counts[role] += weightCount ?? bytes / BYTES_PER_WEIGHT[manifest.dtype];
  }
  return counts;
}
