import type { GraphVariant } from '../modelPackage/graphVariant.ts';

/**
 * How a graph writes attention: as one operator, or as the operators that it is made of. Either may be wrong or slow on a
 * device. So the self-test decides, and the faster one is tried first.
 */
export type Operators = 'fused' | 'standard';

/** The manifest names graphs by the devices that they were first made for. */
export function operatorsOf(variant: GraphVariant): Operators {
  return variant === 'webgpu' ? 'fused' : 'standard';
}
