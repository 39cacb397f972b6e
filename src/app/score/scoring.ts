import type { ScorerClient } from '../../client/scorerClient.ts';
import type { LoadProgress } from '../../core/loading/loadProgress.ts';
import type { ScoreProgress } from '../../core/score/scoreProgress.ts';
import { toTransferred } from '../../core/transferredError.ts';
import type { ModelStore } from '../model/modelState.ts';
import type { Readable, Store } from '../ui/store.ts';
import { createThrottle, PROGRESS_EVERY_MS } from '../ui/throttle.ts';
import type { StageAction } from './stageAction.ts';
import type { StageState, StageView } from './stageState.ts';
import { currentContext, idsToScore, type MissingPiece, missingPiece } from './staleness.ts';

export type StageStore = Store<StageState, StageAction>;

/** The Score page's state, to be changed, beside the model's. */
export interface StageStores {
  readonly store: StageStore;
  readonly model: ModelStore;
  /** Both, read as one. */
  readonly view: Readable<StageView>;
}

/** The scoring of what is on the page, one at a time. */
export interface Scoring {
  /** Scores what is to be scored, or has it wait for the model that is loading. Resolves with what is missing, if anything. */
  start(): Promise<MissingPiece | undefined>;
  /** Ends it without a word: its model is gone. */
  abort(): void;
}

export function createScoring({ store, model, view }: StageStores, client: Pick<ScorerClient, 'score'>): Scoring {
  let running = new AbortController();
  return {
    async start() {
      const state = view.getState();
      const request = planRequest(state);
      if (!request) {
        const missing = missingPiece(state);
        if (!missing) model.dispatch({ type: 'scoringWaits', waits: true });
        return missing;
      }
      const { context, candidateIds } = request;
      running = new AbortController();
      store.dispatch({ type: 'runStarted', context, candidateIds, startedAt: performance.now() });
      const error = await runRequest(store, client, request, running.signal);
      store.dispatch({ type: 'runEnded', error });
      return undefined;
    },
    abort: () => running.abort(),
  };
}

type PlannedRequest = NonNullable<ReturnType<typeof planRequest>>;

/** The request of a run started now, with the ids its candidate indices stand for; undefined while something is missing. */
function planRequest(state: StageView) {
  const context = currentContext(state);
  const { source, orientation } = state;
  if (state.run || missingPiece(state) || !context) return undefined;
  const candidateIds = idsToScore(state);
  const pictures = state.candidates.map(({ picture }) => picture).filter(({ id }) => candidateIds.includes(id));
  const candidates = pictures.map(({ name, blob }) => ({ name, blob }));
  const image = context.sourceId === undefined ? undefined : source && { name: source.name, blob: source.blob };
  return { context, candidateIds, body: { source: image, candidates, instruction: context.instruction, orientation } };
}

/** Runs the call and reports into the store; returns why it failed, or undefined when it went well or was cancelled. */
async function runRequest(
  { dispatch }: StageStore,
  client: Pick<ScorerClient, 'score'>,
  request: PlannedRequest,
  signal: AbortSignal,
) {
  const { push, stop } = createThrottle(PROGRESS_EVERY_MS, dispatch);
  const report = (progress: ScoreProgress) => {
    if (progress.type === 'stage') return push({ type: 'runStepped', step: progress });
    const id = request.candidateIds[progress.candidate];
    if (id !== undefined) dispatch({ type: 'candidateDone', id, outcome: progress.outcome });
  };
  const onReload = (progress: LoadProgress) => push({ type: 'runReloading', progress });
  try {
    await client.score(request.body, { signal, onProgress: report, onReload }).finally(stop);
    return undefined;
  } catch (error) {
    return signal.aborted ? undefined : toTransferred(error);
  }
}
