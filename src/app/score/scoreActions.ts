import type { ScorerClient } from '../../client/scorerClient.ts';
import { messageOf, throwIfAborted } from '../../core/errors.ts';
import type { LoadOptions } from '../../core/loading/loadOptions.ts';
import type { LoadProgress } from '../../core/loading/loadProgress.ts';
import type { ScoreProgress } from '../../core/score/scoreProgress.ts';
import { toTransferred } from '../../core/transferredError.ts';
import { fetchExamplePictures, fetchExamples } from './fetchExamples.ts';
import type { NamedLocation } from '../model/pageAddress.ts';
import { readPictures } from './readPictures.ts';
import type { PictureAction } from './action.ts';
import type { AppState, Example } from './appState.ts';
import { currentContext, idsToScore, type MissingPiece, missingPiece } from './staleness.ts';
import type { Store } from '../ui/store.ts';
import { createThrottle } from '../ui/throttle.ts';

/** A bar that moves ten times a second moves smoothly enough. */
const PROGRESS_EVERY_MS = 100;

type Place = Extract<PictureAction, { type: 'picturesAdded' }>['place'];

/** What the page can do that takes time. Failures end up in the state, never as rejections. */
export interface PageActions {
  addFiles(files: readonly File[], place: Place): Promise<void>;
  /**
   * Replaces the model; ends a load or a scoring under way. What was to be scored meanwhile is scored then. `maxPixels`: pictures
   * are made no larger for it.
   */
  loadModel(model: NamedLocation, maxPixels?: number): Promise<void>;
  cancelLoad(): void;
  /** Reads which examples there are under `folder`; without them the page works all the same. */
  findExamples(folder: string): Promise<void>;
  /** Opens an example in the place of what is on the page, and scores it. */
  tryExample(example: Example): Promise<void>;
  /**
   * Scores what is to be scored, after all pictures that are being read and, if need be, after the model that is loading.
   * Resolves with what is missing, if anything.
   */
  score(): Promise<MissingPiece | undefined>;
  cancelScore(): void;
}

/** `options` are those of every load. */
export function createPageActions(store: Store, client: ScorerClient, options: LoadOptions = {}): PageActions {
  let loading = new AbortController();
  /** Files are read in the order they came, for the first of all becomes the source. */
  let reading: Promise<void> = Promise.resolve();
  let scoring = new AbortController();

  const actions: PageActions = {
    addFiles(files, place) {
      const read = async () => store.dispatch({ type: 'picturesAdded', ...(await readPictures(files)), place });
      reading = reading.then(read);
      return reading;
    },

    async loadModel({ label, location }, maxPixels) {
      loading.abort();
      scoring.abort();
      loading = new AbortController();
      const { signal } = loading;
      store.dispatch({ type: 'modelLoading', label, location });
      const { push, stop } = createThrottle(PROGRESS_EVERY_MS, store.dispatch);
      signal.addEventListener('abort', stop);
      try {
        const limit = maxPixels === undefined ? options : { ...options, maxPixels };
        const status = await client
          .load(location, limit, {
            signal,
            onProgress: (progress) => signal.aborted || push({ type: 'modelProgress', progress }),
          })
          .finally(stop);
        throwIfAborted(signal);
        const { scoreWhenReady } = store.getState();
        store.dispatch({ type: 'modelReady', location, status });
        if (scoreWhenReady) await actions.score();
      } catch (error) {
        if (!signal.aborted) store.dispatch({ type: 'modelFailed', label, error: toTransferred(error) });
      }
    },

    cancelLoad() {
      loading.abort();
      store.dispatch({ type: 'modelCancelled' });
    },

    async findExamples(folder) {
      const examples = await fetchExamples(folder).catch(() => []);
      store.dispatch({ type: 'examplesFound', examples });
    },

    async tryExample(example) {
      const open = async () => openExample(store, example);
      reading = reading.then(open);
      await reading;
      if (store.getState().openExample === example) await actions.score();
    },

    async score() {
      await reading;
      const state = store.getState();
      const request = planRequest(state);
      if (!request) {
        const missing = missingPiece(state);
        if (!missing && state.model.kind === 'loading') store.dispatch({ type: 'runAwaitsModel' });
        return missing;
      }
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
  return actions;
}

/** A run under way goes on with the pictures that it has. */
async function openExample(store: Store, example: Example): Promise<void> {
  try {
    const pictures = await fetchExamplePictures(example);
    if (!store.getState().run) store.dispatch({ type: 'exampleOpened', example, pictures });
  } catch (error) {
    const problems = [{ file: example.title, message: messageOf(error) }];
    store.dispatch({ type: 'picturesAdded', pictures: [], problems, place: 'auto' });
  }
}

type PlannedRequest = NonNullable<ReturnType<typeof planRequest>>;

/** The request of a run started now, with the ids its candidate indices stand for; undefined while something is missing. */
function planRequest(state: AppState) {
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
async function runRequest(store: Store, client: ScorerClient, request: PlannedRequest, signal: AbortSignal) {
  const { push, stop } = createThrottle(PROGRESS_EVERY_MS, store.dispatch);
  const report = (progress: ScoreProgress) => {
    if (progress.type === 'stage') push({ type: 'runStepped', step: progress });
    else reportOutcome(store, request.candidateIds, progress);
  };
  const onReload = (progress: LoadProgress) => push({ type: 'runReloading', progress });
  try {
    await client.score(request.body, { signal, onProgress: report, onReload }).finally(stop);
    return undefined;
  } catch (error) {
    return signal.aborted ? undefined : toTransferred(error);
  }
}

type OutcomeProgress = Extract<ScoreProgress, { type: 'outcome' }>;

function reportOutcome(store: Store, ids: readonly number[], { candidate, outcome }: OutcomeProgress): void {
  const id = ids[candidate];
  if (id !== undefined) store.dispatch({ type: 'candidateDone', id, outcome });
}
