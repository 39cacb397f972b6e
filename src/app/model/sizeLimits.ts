import type { ModelStatus } from '../../core/loading/modelStatus.ts';

/** Of squares with sides of 2048, 1024 and 512 pixels: each a quarter of the work of the one before, and more. */
const LIMITS = [2048 ** 2, 1024 ** 2, 512 ** 2];

/** Limits on the size of pictures that make a difference to a model; none where all pictures are of one size for it. */
export function sizeLimits({ least, most }: ModelStatus['model']['pixels']): number[] {
  return LIMITS.filter((limit) => limit > least && limit < most);
}
