import type { Dtype } from './manifest.ts';

/**
 * How far two correct devices may differ on mu and log sigma. On the tiny models, fp32 sums in another order differ by
 * some 1e-6, and fp16 activations by some 1e-3. Real models are deeper, so there is room. A wrong kernel differs by far
 * more. The tolerance is a constant in our code, so a package cannot loosen it.
 */
export const SELF_TEST_TOLERANCE: Readonly<Record<Dtype, number>> = {
  fp32: 1e-3,
  q8: 1e-3,
  q4mixed: 1e-3,
  q4: 1e-3,
  q4f16: 5e-2,
};
