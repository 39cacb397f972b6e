import * as v from 'valibot';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import type { CandidateOutcome } from '../../core/score/outcome.ts';
import type { CandidateScore, HeadName } from '../../core/score/score.ts';
import type { TransferredError } from '../../core/transferredError.ts';
import { IMAGE_ROLES, TEXT_NAMES, type Task } from '../../core/task.ts';
import type { Candidate, Picture, ScoringContext, StageWork } from '../score/stageState.ts';

/**
 * Work as it is kept. What is read again is checked against these schemas: a version before, another tab or a person may have
 * written it, and numbers that only look right would be shown as scores.
 */

const number = v.pipe(v.number(), v.finite());
const id = v.pipe(v.number(), v.integer(), v.minValue(0));
const orientation = v.picklist(['upright', 'official']);

/** What is known of a picture; its bytes are kept apart. */
export interface KeptPicture extends Omit<Picture, 'blob'> {
  /** Of its bytes among the pictures. */
  readonly key: string;
  readonly byteLength: number;
}

export interface KeptWork extends Pick<StageWork, 'instruction' | 'orientation' | 'scoredFor'> {
  readonly source: KeptPicture | undefined;
  readonly candidates: readonly {
    readonly picture: KeptPicture;
    readonly outcome: Candidate['outcome'];
  }[];
}

const keptPicture = v.object({
  key: v.string(),
  byteLength: id,
  id,
  name: v.string(),
  turned: v.boolean(),
  transparent: v.exactOptional(v.boolean()),
  fromExample: v.boolean(),
}) satisfies v.GenericSchema<unknown, KeptPicture>;

const headScore = v.object({ mu: number, logSigma: number });
const score = v.object({
  heads: v.record(v.string(), headScore),
  reward: number,
  logSigma: number,
}) satisfies v.GenericSchema<unknown, CandidateScore>;

const error = v.object({
  name: v.string(),
  message: v.string(),
  file: v.exactOptional(v.string()),
  kind: v.exactOptional(v.picklist(['input', 'text', 'package', 'device', 'cancelled'])),
}) satisfies v.GenericSchema<unknown, TransferredError>;

const outcome = v.variant('status', [
  v.object({ status: v.literal('scored'), score, maxPixels: v.exactOptional(number) }),
  v.object({ status: v.literal('failed'), error }),
]) satisfies v.GenericSchema<unknown, CandidateOutcome>;

const task = v.object({
  images: v.array(v.object({ role: v.picklist(IMAGE_ROLES) })),
  text: v.picklist(TEXT_NAMES),
}) satisfies v.GenericSchema<unknown, Task>;

const head = v.object({ key: v.string(), label: v.string() }) satisfies v.GenericSchema<unknown, HeadName>;
const triple = v.tuple([number, number, number]);
const provider = v.picklist(['webgpu', 'wasm', 'cpu']);
const operators = v.picklist(['fused', 'standard']);
const residency = v.picklist(['resident', 'streamed']);

const model = v.object({
  id: v.string(),
  title: v.string(),
  task,
  heads: v.array(head),
  orientation: v.picklist(['ignored', 'applied']),
  dtype: v.string(),
  revision: v.undefinedable(v.string()),
  licence: v.undefinedable(v.string()),
  limits: v.undefinedable(v.string()),
  byteLength: number,
  manifestSha256: v.string(),
  imageProcessor: v.object({
    patchSize: number,
    mergeSize: number,
    temporalPatchSize: number,
    minPixels: number,
    maxPixels: number,
    mean: triple,
    std: triple,
    resize: v.picklist(['pillow', 'torchvision']),
    orientation: v.picklist(['ignored', 'applied']),
  }),
  pixels: v.object({ least: number, most: number }),
  maxPixels: v.undefinedable(number),
  taste: v.optional(v.object({ name: v.string(), sha256: v.string() })),
});

const attempt = v.object({
  provider,
  features: v.array(v.string()),
  operators,
  residency,
  passed: v.boolean(),
  maxDifference: v.undefinedable(v.number()),
  tolerance: v.number(),
  reason: v.exactOptional(v.string()),
});

const status = v.object({
  model,
  device: v.object({ provider, description: v.string(), features: v.array(v.string()), operators, residency }),
  selfTest: v.array(attempt),
  warnings: v.array(v.string()),
}) satisfies v.GenericSchema<unknown, ModelStatus>;

const context = v.object({
  status,
  sourceId: v.undefinedable(id),
  instruction: v.string(),
  orientation,
}) satisfies v.GenericSchema<unknown, ScoringContext>;

const keptWork = v.object({
  source: v.undefinedable(keptPicture),
  candidates: v.array(v.object({ picture: keptPicture, outcome: v.undefinedable(outcome) })),
  instruction: v.string(),
  orientation,
  scoredFor: v.undefinedable(context),
}) satisfies v.GenericSchema<unknown, KeptWork>;

/** Undefined where it is not what this version would have written. */
export function parseKeptWork(value: unknown): KeptWork | undefined {
  const { success, output } = v.safeParse(keptWork, value);
  return success && hasAllHeads(output) ? output : undefined;
}

/** Every score has one of each head, or there would be nothing to show in its place. */
function hasAllHeads({ candidates, scoredFor }: KeptWork): boolean {
  const keys = scoredFor?.status.model.heads.map(({ key }) => key) ?? [];
  return candidates.every(({ outcome: one }) => {
    if (one?.status !== 'scored') return true;
    return scoredFor !== undefined && keys.every((key) => Object.hasOwn(one.score.heads, key));
  });
}

/** Every picture of the work, the source first. */
export function keptPictures({ source, candidates }: Pick<KeptWork, 'source' | 'candidates'>): readonly KeptPicture[] {
  const others = candidates.map(({ picture }) => picture);
  return source ? [source, ...others] : others;
}
