import type { Dtype } from '../../core/modelPackage/manifest.ts';

/**
 * Subgroups of fewer lanes are not even tried. onnxruntime's attention is known to be wrong with them (seen with four),
 * and a try costs a whole load.
 */
const MIN_SUBGROUP_SIZE = 8;

/** What an adapter has, of what matters to onnxruntime's kernels. */
export interface OfferedFeatures {
  readonly features: readonly string[];
  /** Smallest number of lanes of a subgroup; undefined where the browser does not tell. */
  readonly subgroupMinSize: number | undefined;
}

export interface FeatureWishes {
  readonly dtype: Dtype;
  /** Tests only: to be tried first. */
  readonly forced: readonly string[];
  /** What passed the self-test before. */
  readonly remembered: readonly string[] | undefined;
}

/** Sets of WebGPU features to try, in this order. Features make a device faster, and may make it wrong. */
export function featureSets(
  { features, subgroupMinSize = MIN_SUBGROUP_SIZE }: OfferedFeatures,
  { dtype, forced, remembered }: FeatureWishes,
): string[][] {
  const needed = dtype === 'q4f16' ? ['shader-f16'] : [];
  const optional = features.includes('subgroups') && subgroupMinSize >= MIN_SUBGROUP_SIZE ? ['subgroups'] : [];
  const possible = [[...needed, ...optional], needed];
  const before = possible.filter((set) => remembered && sameSet(set, remembered));
  const all = [...(forced.length > 0 ? [[...needed, ...forced]] : []), ...before, ...possible];
  return all.filter((set, index) => all.findIndex((other) => sameSet(other, set)) === index);
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((feature) => other.includes(feature));
}
