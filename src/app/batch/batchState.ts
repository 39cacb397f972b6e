import type { CheckCounts } from '../../batch/checkKept.ts';
import type { Outcomes } from '../../batch/outcomes.ts';
import type { ReadingProgress } from '../../client/datasetClient.ts';
import type { ColumnMapping } from '../../core/dataset/columnMapping.ts';
import type { Preference } from '../../core/dataset/preference.ts';
import type { TransferredError } from '../../core/transferredError.ts';
import type { BatchModel } from '../keptBatches/batchModel.ts';
import type { KeptBatch } from '../keptBatches/keptBatch.ts';
import type { Store } from '../ui/store.ts';
import type { BatchFiles } from './batchFiles.ts';
import type { ColumnsQuestion } from './columnsQuestion.ts';
import type { OpenDataset } from './openDataset.ts';
import type { RunStep } from './requestScorer.ts';

/** Where a batch's scoring stands. */
export type BatchRun =
  | { readonly kind: 'none' | 'paused' | 'stopped' | 'done' }
  /** It begins once the model that is loading is there. */
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'running';
      /** In the units of `performance.now`. */
      readonly startedAt: number;
      /** Pictures of this run, and those of them with an outcome on the disk. */
      readonly total: number;
      readonly done: number;
      readonly step: RunStep | undefined;
      /** Asked to stop, which it does after its current step. */
      readonly ending: boolean;
    }
  | { readonly kind: 'failed'; readonly error: TransferredError };

/** Whether what is kept is of the pictures that are open. */
export type PictureCheck =
  | { readonly kind: 'running'; readonly done: number; readonly total: number }
  /** It was stopped: what is kept but not compared is not shown. */
  | { readonly kind: 'unfinished'; readonly hidden: number }
  | ({ readonly kind: 'done' } & CheckCounts);

/** The batch in sight. */
export interface OpenBatch {
  readonly dataset: OpenDataset;
  /** Undefined: its results are here, its images have to be opened again. */
  readonly files: BatchFiles | undefined;
  /** Set where the browser may open them by itself, once it is asked inside a click. */
  readonly reopening: KeptBatch | undefined;
  /** The dataset file among `files`, and others that could be meant. */
  readonly manifestPath: string;
  readonly otherManifests: readonly string[];
  /** Which of its columns is what, where the user said it; else their names told. */
  readonly columns?: ColumnMapping | undefined;
  /** Whose outcomes are shown; undefined before there is a model. */
  readonly model: BatchModel | undefined;
  /** Changes in place: {@link OpenBatch.version} tells. */
  readonly outcomes: Outcomes;
  readonly version: number;
  /** Undefined where nothing is kept, or no picture is open to be compared. While it runs, only what is checked is shown. */
  readonly check: PictureCheck | undefined;
  readonly run: BatchRun;
  /** Which edit of a pair counts as preferred where nobody says; missing until it is chosen. */
  readonly preference?: Preference;
}

export interface BatchState {
  /** Undefined until it is read. */
  readonly kept: readonly KeptBatch[] | undefined;
  /** What is being opened. */
  readonly opening: { readonly label: string; readonly progress: ReadingProgress | undefined } | undefined;
  /** Why the last thing was not opened or kept. */
  readonly error: TransferredError | undefined;
  readonly open: OpenBatch | undefined;
  /** Columns of a file that the user is asked about. */
  readonly question: ColumnsQuestion | undefined;
}

export const initialBatchState: BatchState = {
  kept: undefined,
  opening: undefined,
  error: undefined,
  open: undefined,
  question: undefined,
};

export type BatchAction =
  | { readonly type: 'keptRead'; readonly kept: readonly KeptBatch[] }
  | { readonly type: 'openingStarted'; readonly label: string }
  | { readonly type: 'openingProgressed'; readonly progress: ReadingProgress }
  | { readonly type: 'opened'; readonly open: OpenBatch }
  | { readonly type: 'failed'; readonly error: TransferredError }
  | { readonly type: 'columnsAsked'; readonly question: ColumnsQuestion }
  | { readonly type: 'columnsAnswered' }
  | { readonly type: 'errorDismissed' }
  | { readonly type: 'closed' }
  | { readonly type: 'preferenceChosen'; readonly preference: Preference }
  | { readonly type: 'modelChosen'; readonly model: BatchModel; readonly outcomes: Outcomes }
  | { readonly type: 'outcomesKept'; readonly count: number }
  | { readonly type: 'picturesChecked'; readonly check: PictureCheck | undefined }
  | { readonly type: 'runWaits' }
  | { readonly type: 'runStarted'; readonly startedAt: number; readonly total: number }
  | { readonly type: 'runStepped'; readonly step: RunStep }
  | { readonly type: 'runEnding' }
  | { readonly type: 'runEnded'; readonly run: BatchRun };

export type BatchStore = Store<BatchState, BatchAction>;

/** The Batch page's next state. Pure, but for the outcomes. */
export function reduceBatch(state: BatchState, action: BatchAction): BatchState {
  switch (action.type) {
    case 'keptRead':
      return { ...state, kept: action.kept };
    case 'openingStarted':
      return { ...state, opening: { label: action.label, progress: undefined }, error: undefined };
    case 'openingProgressed':
      return { ...state, opening: state.opening && { ...state.opening, progress: action.progress } };
    case 'opened':
      return { ...state, open: action.open, opening: undefined };
    case 'failed':
      return { ...state, opening: undefined, error: action.error };
    case 'columnsAsked':
      return { ...state, opening: undefined, question: action.question };
    case 'columnsAnswered':
      return { ...state, question: undefined };
    case 'errorDismissed':
      return { ...state, error: undefined };
    case 'closed':
      return { ...state, open: undefined };
    case 'preferenceChosen':
      return { ...state, open: state.open && { ...state.open, preference: action.preference } };
    default:
      return { ...state, open: state.open && reduceOpen(state.open, action) };
  }
}

type OpenAction = Extract<
  BatchAction,
  {
    type:
      | 'modelChosen'
      | 'outcomesKept'
      | 'picturesChecked'
      | 'runWaits'
      | 'runStarted'
      | 'runStepped'
      | 'runEnding'
      | 'runEnded';
  }
>;

function reduceOpen(open: OpenBatch, action: OpenAction): OpenBatch {
  const { run, version } = open;
  switch (action.type) {
    case 'modelChosen':
      return { ...open, model: action.model, outcomes: action.outcomes, version: version + 1, check: undefined };
    case 'picturesChecked':
      return { ...open, version: version + 1, check: action.check };
    case 'outcomesKept': {
      const counted = run.kind === 'running' ? { ...run, done: run.done + action.count } : run;
      return { ...open, version: version + 1, run: counted };
    }
    case 'runWaits':
      return { ...open, run: { kind: 'waiting' } };
    case 'runStarted': {
      const { startedAt, total } = action;
      return { ...open, run: { kind: 'running', startedAt, total, done: 0, step: undefined, ending: false } };
    }
    case 'runStepped':
      return run.kind === 'running' ? { ...open, run: { ...run, step: action.step } } : open;
    case 'runEnding':
      return run.kind === 'running' ? { ...open, run: { ...run, ending: true } } : open;
    case 'runEnded':
      return { ...open, run: action.run };
  }
}

/** How much of a batch is done; in pictures, each of which is scored once. */
export function countsOf({ dataset, outcomes }: Pick<OpenBatch, 'dataset' | 'outcomes'>) {
  const total = dataset.requests.reduce((sum, { pictures }) => sum + pictures.length, 0);
  const { scored, failures } = outcomes;
  const failed = failures.size;
  return { total, scored, failed, left: total - scored - failed };
}

/** Whether a run is under way or about to begin. */
export function isBusy({ run }: Pick<OpenBatch, 'run'>): boolean {
  return run.kind === 'running' || run.kind === 'waiting';
}
