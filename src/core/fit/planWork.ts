import { at } from '../at.ts';
import type { ImageGrid } from '../model/imageGrid.ts';
import { planNodes, type PlanNode } from '../plan/scoringPlan.ts';
import { decoderFlops, visionFlops } from './flops.ts';
import type { CountedManifest } from './modelWork.ts';
import { nominalRequest } from './nominalRequest.ts';

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
export function planWork(manifest: CountedManifest, plan: readonly PlanNode[], images: readonly ImageGrid[]): PlanWork {
  const nodes = [...planNodes(plan)];
  const runs = nodes.flatMap(({ segments }) =>
    segments.flatMap((segment) => (segment.kind === 'image' ? [at(images, segment.image)] : [])),
  );
  return {
    imageRuns: runs.length,
    tokens: sum(nodes.map(({ tokenCount }) => tokenCount)),
    visionFlops: sum(runs.map((image) => visionFlops(manifest, image))),
    decoderFlops: sum(nodes.map((node) => decoderFlops(manifest, node))),
  };
}

/** Operations that one more candidate adds to a request: what the plan of two takes beyond that of one. */
export function workPerCandidate(manifest: CountedManifest): Pick<PlanWork, 'visionFlops' | 'decoderFlops'> {
  const one = nominalWork(manifest, 1);
  const two = nominalWork(manifest, 2);
  return {
    visionFlops: two.visionFlops - one.visionFlops,
    decoderFlops: two.decoderFlops - one.decoderFlops,
  };
}

/** All of {@link workPerCandidate}. */
export function flopsPerCandidate(manifest: CountedManifest): number {
  const { visionFlops: vision, decoderFlops: decoder } = workPerCandidate(manifest);
  return vision + decoder;
}

function nominalWork(manifest: CountedManifest, candidates: number): PlanWork {
  const { plan, images } = nominalRequest(manifest, candidates);
  return planWork(manifest, plan, images);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
