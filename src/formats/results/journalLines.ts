/** The lines of a journal of outcomes: what the run is of, and then each outcome as it came. */
import * as v from 'valibot';
import type { CandidateKey } from '../../core/dataset/candidateKey.ts';
import type { PictureOutcome } from '../../core/dataset/pictureOutcome.ts';
import { flattenScore } from '../../core/score/flatScore.ts';
import { flatScoreSchema } from '../../core/score/flatScoreSchema.ts';

const modelSchema = v.object({
  id: v.string(),
  dtype: v.string(),
  revision: v.optional(v.string()),
  manifestSha256: v.string(),
  maxPixels: v.optional(v.number()),
  taste: v.optional(v.object({ name: v.string(), sha256: v.string() })),
});
const headerSchema = v.object({
  /** SHA-256 of the dataset file. */
  dataset: v.string(),
  /** What was understood of it: `readingOf`. Absent in journals of version 0.1. */
  reading: v.optional(v.string()),
  model: modelSchema,
  part: v.object({ index: v.number(), count: v.number() }),
});
/** Absent in journals of version 0.1. */
const sha256Schema = v.optional(v.object({ source: v.optional(v.string()), edited: v.optional(v.string()) }));
const entrySchema = v.object({
  line: v.number(),
  candidate: v.number(),
  outcome: v.union([
    v.object({
      score: flatScoreSchema,
      sha256: sha256Schema,
      /** Absent in journals of version 0.1. */
      device: v.optional(v.string()),
    }),
    v.object({ error: v.object({ name: v.string(), message: v.string() }), sha256: sha256Schema }),
  ]),
});

/** What a run is of: all of it must be the same for a run to go on, or for parts to be joined. */
export type JournalHeader = v.InferOutput<typeof headerSchema>;

/** How a picture ended; `line` and `candidate` are its first use in the dataset. */
export interface JournalEntry extends CandidateKey {
  readonly outcome: PictureOutcome;
}

/** Throws what `JSON.parse` and valibot throw. */
export function parseHeader(line: string): JournalHeader {
  return v.parse(headerSchema, JSON.parse(line));
}

/** Throws what `JSON.parse` and valibot throw. */
export function parseEntry(line: string): JournalEntry {
  return v.parse(entrySchema, JSON.parse(line));
}

export function headerLine(header: JournalHeader): string {
  return `${JSON.stringify(header)}\n`;
}

/** The score is flat, as version 0.1 wrote it: parts of one evaluation may be of two versions. */
export function entryLine({ line, candidate, outcome }: JournalEntry): string {
  const written = 'score' in outcome ? { ...outcome, score: flattenScore(outcome.score) } : outcome;
  return `${JSON.stringify({ line, candidate, outcome: written })}\n`;
}
