import type { Dtype } from '../../core/modelPackage/manifest.ts';
import { matrixFeatures, type OfferedMatrices } from './matrixUnits.ts';

/**
 * Subgroups of fewer lanes are not even tried. onnxruntime's attention is known to be wrong with them (seen with four),
 * and a try costs a whole load.
 */
const MIN_SUBGROUP_SIZE = 8;

/** What an adapter has, of what matters to onnxruntime's kernels. */
export interface OfferedFeatures extends OfferedMatrices {
  /** Smallest number of lanes of a subgroup; undefined where the browser does not tell. */
  readonly subgroupMinSize: number | undefined;
}

export interface FeatureWishes {
  readonly dtype: Dtype;
  /** Tests only: to be tried first. */
  readonly forced: readonly string[];
  /** Whether matrix units were measured to be worth their while; undefined: they were not measured. */
  readonly matricesPay: boolean | undefined;
}

/** Sets of WebGPU features to try, in this order. Features make a device faster, and may make it wrong. */
export function featureSets(
  offered: OfferedFeatures,
  { dtype, forced, matricesPay = true }: FeatureWishes,
): string[][] {
  const needed = dtype === 'q4f16' ? ['shader-f16'] : [];
  const optional = hasSubgroups(offered) ? ['subgroups'] : [];
  const matrices = matricesPay ? matrixSet(offered, dtype) : undefined;
  const possible = [...(matrices ? [matrices] : []), [...needed, ...optional], needed];
  const all = [...(forced.length > 0 ? [[...needed, ...forced]] : []), ...possible];
  return all.filter((set, index) => all.findIndex((other) => sameSet(other, set)) === index);
}

/** With matrix units, which only kernels for fp16 use. Undefined where they cannot be used. */
export function matrixSet(offered: OfferedFeatures, dtype: Dtype): string[] | undefined {
  if (dtype !== 'q4f16' || !hasSubgroups(offered)) return undefined;
  const matrices = matrixFeatures(offered);
  return matrices && ['shader-f16', 'subgroups', ...matrices];
}

function hasSubgroups({ features, subgroupMinSize = MIN_SUBGROUP_SIZE }: OfferedFeatures): boolean {
  return features.includes('subgroups') && subgroupMinSize >= MIN_SUBGROUP_SIZE;
}

export function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((feature) => other.includes(feature));
}
