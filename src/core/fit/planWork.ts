import type { Manifest } from '../modelPackage/manifest.ts';
import { planNodes, type PlanNode } from '../plan/scoringPlan.ts';
import { decoderFlops, visionFlops, type ImageGrid } from './flops.ts';

/** What a plan costs. */
export interface PlanWork {
  /** Times that an image goes through the vision tower. */
  readonly imageRuns: number;
  /** Tokens that the decoder prefills. */
  readonly tokens: number;
  readonly visionFlops: number;
  readonly decoderFlops: number;
}

/** Counts a plan in which each image runs where a node names it. `images` is indexed as the plan's segments are. */
export function planWork(manifest: Manifest, plan: readonly PlanNode[], images: readonly ImageGrid[]): PlanWork {
  const nodes = [...planNodes(plan)];
  const runs = nodes.flatMap(({ segments }) =>
    segments.flatMap((segment) => (segment.kind === 'image' ? images.slice(segment.image, segment.image + 1) : [])),
  );
  return {
    imageRuns: runs.length,
    tokens: sum(nodes.map(({ tokenCount }) => tokenCount)),
    visionFlops: sum(runs.map((image) => visionFlops(manifest, image))),
    decoderFlops: sum(nodes.map((node) => decoderFlops(manifest, node))),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
