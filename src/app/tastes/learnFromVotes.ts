import type { TrainedTaste } from '../../client/scorerClient.ts';
import { digestBytes } from '../../core/bytes/sha256.ts';
import { EditRewardError, throwIfAborted } from '../../core/errors.ts';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import type { IdentifiedOutcome, ScoreResult } from '../../core/score/outcome.ts';
import type { Vote, VotedPicture } from '../../core/votes/vote.ts';
import type { VoteStore } from '../votes/voteStore.ts';
import type { Teacher } from './teacher.ts';
import { requestOf, statesKey, votedRequests, votesOnRows, type VotedRequest } from './votedRequests.ts';

/** What a model learns from, and where it is kept. */
export interface Learning {
  readonly teacher: Teacher;
  /** The one in use. */
  readonly model: ModelStatus['model'];
  readonly votes: readonly Vote[];
  readonly store: Pick<VoteStore, 'picture' | 'states' | 'keepStates'>;
  readonly name: string;
  readonly seed: number;
}

/** How far it is. */
export interface LearningStep {
  readonly what: 'looking' | 'training';
  readonly done: number;
  readonly total: number;
}

export interface LearningHooks {
  readonly signal: AbortSignal;
  readonly onStep: (step: LearningStep) => void;
}

export interface Learned extends TrainedTaste {
  /** Pictures that are kept no more, or that the model could not score: votes on them taught nothing. */
  readonly missing: number;
}

/** Has the model look at each picture that it has not seen, and trains heads. Throws as the scorer does, and `AbortError`. */
export async function learnFromVotes(learning: Learning, hooks: LearningHooks): Promise<Learned> {
  const { teacher, votes, name, seed } = learning;
  const { states, rows, missing } = await lookAtAll(learning, hooks);
  const learned = votesOnRows(votes, (vote, { sha256 }) => rows.get(rowKey(vote, sha256)));
  const dataset = { name: 'blind votes', sha256: await digestOfVotes(votes) };
  const lesson = { name, states, votes: learned, dataset, seed };
  const { signal, onStep } = hooks;
  const onProgress = ({ done, total }: { readonly done: number; readonly total: number }) =>
    onStep({ what: 'training', done, total });
  return { ...(await teacher.trainTaste(lesson, { signal, onProgress })), missing };
}

interface Looked {
  readonly states: readonly (readonly Float32Array[])[];
  /** Places among `states`. */
  readonly rows: ReadonlyMap<string, number>;
  readonly missing: number;
}

async function lookAtAll(learning: Learning, hooks: LearningHooks): Promise<Looked> {
  const requests = votedRequests(learning.votes);
  const total = requests.reduce((sum, { pictures }) => sum + pictures.length, 0);
  const states: (readonly Float32Array[])[] = [];
  const rows = new Map<string, number>();
  let done = 0;
  for (const request of requests) {
    throwIfAborted(hooks.signal);
    const onSeen = () => hooks.onStep({ what: 'looking', done: ++done, total });
    const seen = await lookAt(learning, request, { signal: hooks.signal, onSeen });
    for (const [sha256, of] of seen) {
      rows.set(rowKey(request, sha256), states.length);
      states.push(of);
    }
  }
  return { states, rows, missing: total - states.length };
}

function rowKey(request: Pick<VotedRequest, 'instruction' | 'source'>, sha256: string): string {
  return `${sha256} ${requestOf(request)}`;
}

interface LookHooks {
  readonly signal: AbortSignal;
  readonly onSeen: () => void;
}

/** By the digest of the picture: as it is kept, or scored now and then kept. */
async function lookAt(
  learning: Learning,
  request: VotedRequest,
  { signal, onSeen }: LookHooks,
): Promise<ReadonlyMap<string, readonly Float32Array[]>> {
  const { model, store } = learning;
  const found = new Map<string, readonly Float32Array[]>();
  const unseen: VotedPicture[] = [];
  for (const picture of request.pictures) {
    const states = await store.states(await statesKey(model, request, picture));
    if (states) found.set(picture.sha256, states);
    else unseen.push(picture);
    if (states) onSeen();
  }
  for (const [picture, states] of await score(learning, request, unseen, { signal, onSeen })) {
    found.set(picture.sha256, states);
    await store.keepStates(await statesKey(model, request, picture), states);
  }
  return found;
}

async function score(
  { teacher, store }: Learning,
  { instruction, source }: VotedRequest,
  unseen: readonly VotedPicture[],
  { signal, onSeen }: LookHooks,
): Promise<(readonly [VotedPicture, readonly Float32Array[]])[]> {
  const sourceInput = source && (await inputOf(store, source));
  const inputs = [];
  for (const picture of unseen) inputs.push({ picture, input: await inputOf(store, picture) });
  const there = inputs.flatMap(({ picture, input }) => (input ? [{ picture, input }] : []));
  if (there.length === 0 || (source && !sourceInput)) return [];
  const request = {
    source: sourceInput,
    candidates: there.map(({ input }) => input),
    instruction,
    // As whoever voted has seen them.
    orientation: 'upright',
    withStates: true,
  } as const;
  const onProgress = ({ type }: { readonly type: string }) => type === 'outcome' && onSeen();
  const outcomes = await outcomesOf(teacher.score(request, { signal, onProgress }));
  return there.flatMap(({ picture }, k) => {
    const outcome: IdentifiedOutcome | undefined = outcomes[k];
    return outcome?.states ? [[picture, outcome.states] as const] : [];
  });
}

/** A source or a text that the model refuses must not keep all other votes from teaching. */
async function outcomesOf(scoring: Promise<ScoreResult>): Promise<ScoreResult['outcomes']> {
  try {
    return (await scoring).outcomes;
  } catch (error) {
    if (error instanceof EditRewardError && isOfRequest(error)) return [];
    throw error;
  }
}

function isOfRequest({ name, kind, file }: EditRewardError): boolean {
  // What nobody expected names the file that it came with, and may be of any other cause.
  return kind === 'text' || (kind === 'input' && file !== undefined && name !== 'UnexpectedError');
}

async function inputOf(store: Learning['store'], { name, sha256 }: VotedPicture) {
  const blob = await store.picture(sha256);
  return blob && { name, blob };
}

function digestOfVotes(votes: readonly Vote[]): Promise<string> {
  const said = votes.map(({ instruction, source, candidates, ranks }) => [
    instruction,
    source?.sha256 ?? null,
    candidates.map(({ sha256 }) => sha256),
    ranks,
  ]);
  return digestBytes(new TextEncoder().encode(JSON.stringify(said)));
}
