import * as v from 'valibot';

/** Passes of a conversion, in their order; without samples the first and the last. */
export const PASSES = ['write', 'judge', 'rewrite', 'self-test'] as const;
export type Pass = (typeof PASSES)[number];

const passCost = v.object({
  elapsedMs: v.number(),
  /** Of all threads: on a machine that others use too, it says what the pass takes. */
  cpuMs: v.number(),
  /** Since the start. */
  peakBytes: v.number(),
});
export type PassCost = v.InferOutput<typeof passCost>;

/** What a process that converts, and does nothing else, says of itself. */
export const conversionCost = v.object({
  /** Largest resident set. */
  peakBytes: v.number(),
  elapsedMs: v.number(),
  passes: v.partial(v.object({ write: passCost, judge: passCost, rewrite: passCost, 'self-test': passCost })),
});
