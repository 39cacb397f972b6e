import type { ScorerClient } from '../../client/scorerClient.ts';
import { messageOf } from '../../core/errors.ts';
import type { ModelStore } from '../model/modelState.ts';
import { loadPart } from '../ui/loadPart.ts';
import { fetchExamplePictures, fetchExamples } from './fetchExamples.ts';
import { createScoring, type StageStores } from './scoring.ts';
import type { PictureAction } from './stageAction.ts';
import type { Example } from './stageState.ts';
import type { MissingPiece } from './staleness.ts';

type Place = Extract<PictureAction, { type: 'picturesAdded' }>['place'];

/** What the Score page can do that takes time, or concerns more than its own state. Failures end up in the state, never as rejections. */
export interface StageActions {
  addFiles(files: readonly File[], place: Place): Promise<void>;
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
  /** Empties the page. What was to be scored once the model is ready is gone with it. */
  clear(): void;
}

export function createStageActions(stores: StageStores, client: Pick<ScorerClient, 'score'>): StageActions {
  const { store, model } = stores;
  const { dispatch } = store;
  /** Files are read in the order they came, for the first of all becomes the source. */
  let reading: Promise<void> = Promise.resolve();
  const readInTurn = (read: () => Promise<void>) => (reading = reading.then(read));
  const scoring = createScoring(stores, client);

  const actions: StageActions = {
    addFiles: (files, place) => readInTurn(() => addFiles(store, files, place)),
    async findExamples(folder) {
      const examples = await fetchExamples(folder).catch(() => []);
      dispatch({ type: 'examplesFound', examples });
    },
    async tryExample(example) {
      await readInTurn(() => openExample(stores, example));
      if (store.getState().openExample === example) await actions.score();
    },
    async score() {
      await reading;
      return scoring.start();
    },
    cancelScore() {
      scoring.abort();
      dispatch({ type: 'runCancelling' });
    },
    clear() {
      model.dispatch({ type: 'scoringWaits', waits: false });
      dispatch({ type: 'cleared' });
    },
  };
  followModel(model, { onGone: scoring.abort, onAwaited: () => void actions.score() });
  return actions;
}

interface ModelFollower {
  /** Another model takes the place of the one before. */
  readonly onGone: () => void;
  /** A model is ready for which a scoring waited. */
  readonly onAwaited: () => void;
}

function followModel({ subscribe, getState }: ModelStore, { onGone, onAwaited }: ModelFollower): void {
  let before = getState();
  subscribe(() => {
    const former = before;
    before = getState();
    if (before.model === former.model) return;
    if (before.model.kind === 'loading') onGone();
    if (before.model.kind === 'ready' && former.scoreWhenReady) onAwaited();
  });
}

/** What looks into files is loaded with the first of them: a first visit has examples, which need it not. */
async function addFiles({ dispatch }: StageStores['store'], files: readonly File[], place: Place): Promise<void> {
  try {
    const { readPictures } = await loadPart(loadReader);
    dispatch({ type: 'picturesAdded', ...(await readPictures(files)), place });
  } catch (error) {
    const problems = [{ file: files[0]?.name ?? '', message: messageOf(error) }];
    dispatch({ type: 'problemsFound', problems, beside: false });
  }
}

const loadReader = () => import('./readPictures.ts');

/** A run under way goes on with the pictures that it has. */
async function openExample({ store }: StageStores, example: Example): Promise<void> {
  try {
    const pictures = await fetchExamplePictures(example);
    if (!store.getState().run) store.dispatch({ type: 'exampleOpened', example, pictures });
  } catch (error) {
    const problems = [{ file: example.title, message: messageOf(error) }];
    store.dispatch({ type: 'problemsFound', problems, beside: false });
  }
}
