/** What a page and the widget in its frame say to each other with `postMessage`; docs/embedding.md tells it to people. */
import * as v from 'valibot';
import type { FlatScore } from '../core/score/flatScore.ts';
import type { CandidateOutcome } from '../core/score/outcome.ts';
import type { TransferredError } from '../core/transferredError.ts';

export const PROTOCOL = 'editreward';

/** Raised when a message changes its meaning. */
export const PROTOCOL_VERSION = 1;

/** More candidates than this no person compares; a frame would draw them all. */
const MAX_CANDIDATES = 100;
/** Names a request in its answers. */
const MAX_ID_LENGTH = 100;
/** Far above what a model reads. */
const MAX_INSTRUCTION_LENGTH = 10_000;

const envelope = { protocol: v.literal(PROTOCOL), version: v.literal(PROTOCOL_VERSION) };
const id = v.pipe(v.string(), v.maxLength(MAX_ID_LENGTH));
const task = {
  ...envelope,
  id,
  /** Left out for a model that judges pictures by themselves. */
  source: v.optional(v.blob()),
  candidates: v.pipe(v.array(v.blob()), v.minLength(1), v.maxLength(MAX_CANDIDATES)),
  instruction: v.pipe(v.string(), v.maxLength(MAX_INSTRUCTION_LENGTH)),
  /** `nano`, the default, or the address of a model package, relative ones as seen from the frame. */
  model: v.optional(v.string()),
  /** Whether the visitor may choose one of the candidates. */
  choosable: v.optional(v.boolean()),
};

const requestSchema = v.variant('type', [
  v.object({ ...envelope, type: v.literal('hello') }),
  v.object({ ...task, type: v.literal('show') }),
  v.object({ ...task, type: v.literal('score') }),
  v.object({ ...envelope, type: v.literal('cancel'), id }),
]);

/** From the page to the frame. */
export type EmbedRequest = v.InferOutput<typeof requestSchema>;

/** As a page is told it: each head under its key beside `reward`, and once more in `heads`. */
export type ToldOutcome =
  Extract<CandidateOutcome, { status: 'failed' }> | { readonly status: 'scored'; readonly score: FlatScore };

/** From the frame to the page; `id` is that of the request whose pictures are shown. */
export type EmbedAnswer =
  | { readonly type: 'ready' }
  | { readonly type: 'size'; readonly height: number }
  /** `share`: from 0 to 1, where it is known. */
  | { readonly type: 'progress'; readonly id: string; readonly phase: string; readonly share?: number }
  | {
      readonly type: 'score';
      readonly id: string;
      /** One a candidate, in their order. */
      readonly outcomes: readonly ToldOutcome[];
      /** Of the model: `id`, `dtype`, `manifestSha256`. */
      readonly model: { readonly id: string; readonly dtype: string; readonly manifestSha256: string };
    }
  /** The visitor has chosen this candidate, by its place among those that were sent. */
  | { readonly type: 'choose'; readonly id: string; readonly index: number }
  /** Without an `id`: a message that was not understood. */
  | { readonly type: 'error'; readonly id?: string; readonly error: TransferredError };

/** Whether a message means this frame at all: pages send each other much. */
export function isAddressed(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'protocol' in data && data.protocol === PROTOCOL;
}

/** The request, or in a few words what is wrong with it. */
export function parseRequest(data: unknown): EmbedRequest | string {
  const parsed = v.safeParse(requestSchema, data);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  return `${v.getDotPath(issue) ?? 'the message'}: ${issue.message}`;
}

/** An answer as it is sent. */
export function wrapAnswer(answer: EmbedAnswer) {
  return { protocol: PROTOCOL, version: PROTOCOL_VERSION, ...answer };
}
