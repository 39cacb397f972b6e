import type { Manifest } from '../modelPackage/manifest.ts';
import { prefixLength, walkPlan, type PlanNode } from './scoringPlan.ts';

const FLOAT_BYTES = { float32: 4, float16: 2 };

/** Bytes of a token's keys and values in one decoder layer. */
export function keyValueBytesPerLayer({ text, dtype }: Pick<Manifest, 'text' | 'dtype'>): number {
  const bytes = dtype === 'q4f16' ? FLOAT_BYTES.float16 : FLOAT_BYTES.float32;
  return 2 * text.numKeyValueHeads * text.headDim * bytes;
}

/**
 * The most that a walk of the plan holds at a time, in tokens. What a node keeps are the keys and values of its whole prefix.
 * Those that a leaf computes are never kept.
 */
export function peakHeldTokens(plan: readonly PlanNode[]): number {
  let held = 0;
  let peak = 0;
  for (const { type, node } of walkPlan(plan)) {
    if (type === 'release') held -= prefixLength(node);
    else if (node.children.length > 0) held += prefixLength(node);
    peak = Math.max(peak, held);
  }
  return peak;
}
