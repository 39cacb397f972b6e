import type { ScorerClient } from '../client/scorerClient.ts';
import { throwIfAborted } from '../core/errors.ts';
import type { LoadOptions, ModelLocation, ScoreProgress } from '../rpc/scorerApi.ts';
import { toTransferred } from '../rpc/transferError.ts';
import { readPictures } from './files/readPictures.ts';
import type { PictureAction } from './state/action.ts';
import type { AppState } from './state/appState.ts';
import { currentContext, idsToScore, type MissingPiece, missingPiece } from './state/staleness.ts';
import type { Store } from './state/store.ts';

type Place = Extract<PictureAction, { type: 'picturesAdded' }>['place'];

/** What the page can do that takes time. Failures end up in the state, never as rejections. */
export interface PageActions {
  addFiles(files: readonly File[], place: Place): Promise<void>;
  /** Replaces the model; ends a load or a scoring under way. `label` names it until its id is known. */
  loadModel(label: string, location: ModelLocation, options?: LoadOptions): Promise<void>;
  cancelLoad(): void;
  /** Scores what is to be scored, after all pictures that are being read. Resolves with what is missing, if anything. */
  score(): Promise<MissingPiece | undefined>;
  cancelScore(): void;
}

export function createPageActions(store: Store, client: ScorerClient): PageActions {
  let loading = new AbortController();
  /** Files are read in the order they came, for the first of all becomes the source. */
  let reading: Promise<void> = Promise.resolve();
  let scoring = new AbortController();

  return {
    addFiles(files, place) {
      const read = async () => store.dispatch({ type: 'picturesAdded', ...(await readPictures(files)), place });
      reading = reading.then(read);
      return reading;
    },

    async loadModel(label, location, options = {}) {
      loading.abort();
      scoring.abort();
      loading = new AbortController();
      const { signal } = loading;
      store.dispatch({ type: 'modelLoading', label });
      try {
        const status = await client.load(location, options, {
          signal,
          onProgress: (progress) => signal.aborted || store.dispatch({ type: 'modelProgress', progress }),
        });
        throwIfAborted(signal);
        store.dispatch({ type: 'modelReady', status });
      } catch (error) {
        if (!signal.aborted) store.dispatch({ type: 'modelFailed', label, error: toTransferred(error) });
      }
    },

    cancelLoad() {
      loading.abort();
      store.dispatch({ type: 'modelCancelled' });
    },

    async score() {
      await reading;
      const request = planRequest(store.getState());
      if (!request) return missingPiece(store.getState());
      const { context, candidateIds } = request;
      scoring = new AbortController();
      store.dispatch({ type: 'runStarted', context, candidateIds, startedAt: performance.now() });
      const error = await runRequest(store, client, request, scoring.signal);
      store.dispatch({ type: 'runEnded', error });
      return undefined;
    },

    cancelScore() {
      scoring.abort();
      store.dispatch({ type: 'runCancelling' });
    },
  };
}

type PlannedRequest = NonNullable<ReturnType<typeof planRequest>>;

/** The request of a run started now, with the ids its candidate indices stand for; undefined while something is missing. */
function planRequest(state: AppState) {
  const context = currentContext(state);
  const { source, orientation } = state;
  if (state.run || missingPiece(state) || !context || !source) return undefined;
  const candidateIds = idsToScore(state);
  const pictures = state.candidates.map(({ picture }) => picture).filter(({ id }) => candidateIds.includes(id));
  const candidates = pictures.map(({ name, blob }) => ({ name, blob }));
  const image = { name: source.name, blob: source.blob };
  return { context, candidateIds, body: { source: image, candidates, instruction: context.instruction, orientation } };
}

/** Runs the call and reports into the store; returns why it failed, or undefined when it went well or was cancelled. */
async function runRequest(store: Store, client: ScorerClient, request: PlannedRequest, signal: AbortSignal) {
  const report = (progress: ScoreProgress) => reportProgress(store, request.candidateIds, progress);
  try {
    const { outcomes } = await client.score(request.body, {
      signal,
      onProgress: report,
      onReload: (progress) => store.dispatch({ type: 'runReloading', progress }),
    });
    outcomes.forEach((outcome, candidate) => report({ type: 'outcome', candidate, outcome }));
    return undefined;
  } catch (error) {
    return signal.aborted ? undefined : toTransferred(error);
  }
}

function reportProgress(store: Store, ids: readonly number[], progress: ScoreProgress): void {
  if (progress.type === 'stage') return store.dispatch({ type: 'runStepped', step: progress });
  const id = ids[progress.candidate];
  if (id !== undefined) store.dispatch({ type: 'candidateDone', id, outcome: progress.outcome });
}
