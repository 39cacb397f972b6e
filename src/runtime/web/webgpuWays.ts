import type { GraphVariant } from '../../core/modelPackage/manifest.ts';
import { FUSED_FIRST } from '../trust/deviceChoice.ts';
import { sameSet } from './featureSets.ts';

/** A way to run a package on WebGPU: with these features of the GPU, and these of its graphs. */
export interface WebGpuWay {
  readonly features: readonly string[];
  readonly variant: GraphVariant;
}

export interface WayOptions {
  /** Sets of features, best first. */
  readonly sets: readonly (readonly string[])[];
  /** Of these sets, what is forced to be first; a test's. */
  readonly isForced: boolean;
  /** What the adapter has; undefined where there is none. */
  readonly offered: readonly string[] | undefined;
  /** What passed the self-test before. */
  readonly remembered: WebGpuWay | undefined;
}

/**
 * The ways to try, in this order: fused attention with each set of features, and then standard operators with each. So a
 * device on which fused attention is wrong is still used. What passed before is first.
 */
export function webgpuWays({ sets, isForced, offered, remembered }: WayOptions): WebGpuWay[] {
  const ways = FUSED_FIRST.flatMap((variant) =>
    sets.filter((set) => variant === 'webgpu' || canOpen(set, offered)).map((features) => ({ features, variant })),
  );
  const before = ways.filter((way) => remembered && sameWay(way, remembered));
  const first = isForced ? ways.slice(0, 1) : [];
  const all = [...first, ...before, ...ways];
  return all.filter((way, index) => all.findIndex((other) => sameWay(way, other)) === index);
}

/** A device that cannot be opened is tried once, to hear why; other graphs would not change that. */
function canOpen(features: readonly string[], offered: readonly string[] | undefined): boolean {
  return offered !== undefined && features.every((feature) => offered.includes(feature));
}

function sameWay(one: WebGpuWay, other: WebGpuWay): boolean {
  return one.variant === other.variant && sameSet(one.features, other.features);
}
