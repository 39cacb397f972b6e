import * as v from 'valibot';
import { PAIR_LOSSES } from '../loss/pairLoss.ts';

/** The version that this code writes and reads. */
export const TASTE_SCHEMA_VERSION = 1;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const interval = v.object({ low: v.number(), high: v.number() });
const agreement = v.object({ value: v.number(), interval });
const gain = v.object({ value: v.number(), interval: v.optional(interval) });

const heldOut = v.object({
  votes: count,
  ordered: count,
  sources: count,
  original: agreement,
  taste: agreement,
  gain,
  errorGain: gain,
  isBetter: v.boolean(),
  isCertain: v.boolean(),
});

/** What was learned from, how, and how well. Never a picture or an instruction. */
const training = v.object({
  kind: v.picklist(['recalibration', 'wholeHeads']),
  loss: v.picklist(PAIR_LOSSES),
  seed: count,
  dataset: v.object({ name: v.string(), sha256 }),
  votes: count,
  grades: count,
  sources: count,
  /** On votes that the heads did not learn from. */
  heldOut: v.optional(heldOut),
});
export type TasteTraining = v.InferOutput<typeof training>;

const head = v.object({
  /** As in the parent's manifest. */
  key: v.string(),
  /** From this layer on they are the taste's; those before are the parent's. */
  firstLayer: count,
  /** Rows and columns of each. */
  shapes: v.pipe(v.array(v.tuple([count, count])), v.minLength(1)),
});

export const tasteSchema = v.object({
  schemaVersion: v.literal(TASTE_SCHEMA_VERSION),
  /** For people. */
  name: v.pipe(v.string(), v.nonEmpty()),
  parent: v.object({ id: v.string(), manifestSha256: sha256 }),
  heads: v.pipe(v.array(head), v.minLength(1)),
  shares: v.array(v.number()),
  training,
  /** What the heads give for drawn hidden states. */
  selfTest: v.object({
    seed: count,
    expected: v.record(v.string(), v.object({ mu: v.number(), logSigma: v.number() })),
  }),
});

/** All of a taste but its weights. */
export type TasteHeader = v.InferOutput<typeof tasteSchema>;
