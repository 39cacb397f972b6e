import * as v from 'valibot';
import { TRAINING_LOSSES } from '../loss/trainingLoss.ts';

/** The version that this code writes and reads. */
export const TASTE_SCHEMA_VERSION = 1;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const list = <Entry extends v.GenericSchema>(entry: Entry) => v.pipe(v.array(entry), v.readonly());
const interval = v.object({ low: v.number(), high: v.number() });
const agreement = v.object({ value: v.number(), interval });
const gain = v.object({ value: v.number(), interval: v.optional(interval) });

const heldOut = v.object({
  votes: count,
  ordered: count,
  sources: count,
  original: agreement,
  taste: agreement,
  /** Of votes on single dimensions: of each head that has any, by its place. */
  heads: v.optional(list(v.object({ head: count, ordered: count, original: agreement, taste: agreement }))),
  gain,
  errorGain: gain,
  isBetter: v.boolean(),
  isCertain: v.boolean(),
});

const scoreFigures = v.object({ correlation: v.number(), error: v.number() });

const heldOutScores = v.object({
  grades: count,
  sources: count,
  figures: list(
    v.object({
      /** A head, by its place, or the reward. */
      of: v.union([count, v.literal('overall')]),
      grades: count,
      original: scoreFigures,
      taste: scoreFigures,
    }),
  ),
  gain,
  errorGain: gain,
  isBetter: v.boolean(),
  isCertain: v.boolean(),
});

/** What a head learned from: its own dimension, as the dataset calls it. A head without labels is the parent's. */
const dimension = v.object({ head: v.string(), name: v.string(), votes: count, grades: count });

/** What was learned from, how, and how well. Never a picture or an instruction. */
const training = v.object({
  kind: v.picklist(['recalibration', 'wholeHeads']),
  loss: v.picklist(TRAINING_LOSSES),
  seed: count,
  dataset: v.object({ name: v.string(), sha256 }),
  votes: count,
  grades: count,
  sources: count,
  /** By head. Absent: all heads learned from judgements of the whole. */
  dimensions: v.optional(list(dimension)),
  /** On votes that the heads did not learn from. */
  heldOut: v.optional(heldOut),
  /** On scores that the heads did not learn from. */
  heldOutScores: v.optional(heldOutScores),
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
