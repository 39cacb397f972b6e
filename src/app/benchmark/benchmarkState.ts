import type { BenchmarkReport, ComparisonReport, MadeReport, ReportProgress } from '../../rpc/reportApi.ts';
import type { TransferredError } from '../../core/transferredError.ts';

/** Results that are being read and counted. */
export interface ReportWork {
  /** What the results are called. */
  readonly label: string;
  readonly progress: StageProgress | undefined;
  /** Which editor is best: made before all else is. */
  readonly early?: EarlyEditors | undefined;
  /** When the stage of `progress` began, as of `performance.now()`. */
  readonly stageStartedAt: number;
}

type Editors = Extract<ReportProgress, { readonly stage: 'editors' }>;
type StageProgress = Exclude<ReportProgress, Editors>;

export type EarlyEditors = Pick<Editors, 'editors' | 'ofPrompts'>;

export type ReadPicture = (name: string) => Promise<Blob>;

/** By the places of the runs. */
export type RunDatasets = readonly string[];

/** A dataset whose pictures can be read. */
export interface PicturesAtHand {
  /** Of the dataset. */
  readonly sha256: string;
  readonly readPicture: ReadPicture;
}

/** What the Benchmark page shows. */
export interface BenchmarkState {
  readonly work: ReportWork | undefined;
  readonly report: BenchmarkReport | undefined;
  /** In place of a report: several runs compared. */
  readonly comparison: ComparisonReport | undefined;
  /** Reads a picture of the results by its name, where they came with their dataset. */
  readonly readPicture?: ReadPicture | undefined;
  /** Digests of the datasets of the runs that are shown, where they are batches of this browser. */
  readonly datasets?: RunDatasets | undefined;
  /** The dataset that is open with its pictures. */
  readonly atHand?: PicturesAtHand | undefined;
  /** Of the published figures beside the report; undefined for none. */
  readonly suiteId: string | undefined;
  readonly error: TransferredError | undefined;
}

export type BenchmarkAction =
  | { readonly type: 'reportStarted'; readonly label: string; readonly at: number }
  | { readonly type: 'reportProgressed'; readonly progress: ReportProgress; readonly at: number }
  | ({ readonly type: 'reportMade'; readonly made: MadeReport } & ReportPictures)
  | { readonly type: 'picturesAtHand'; readonly atHand: PicturesAtHand | undefined }
  | { readonly type: 'reportFailed'; readonly error: TransferredError }
  | { readonly type: 'reportCancelled' }
  | { readonly type: 'reportClosed' }
  | { readonly type: 'suiteChosen'; readonly suiteId: string | undefined }
  | { readonly type: 'errorDismissed' };

/** Where the pictures of a report are. */
export type ReportPictures = Pick<BenchmarkState, 'readPicture' | 'datasets'>;

export const initialBenchmarkState: BenchmarkState = {
  work: undefined,
  report: undefined,
  comparison: undefined,
  suiteId: undefined,
  error: undefined,
};

/** A report stays in sight until the next one is made. */
export function reduceBenchmark(state: BenchmarkState, action: BenchmarkAction): BenchmarkState {
  switch (action.type) {
    case 'reportStarted': {
      const work = { label: action.label, progress: undefined, stageStartedAt: action.at };
      return { ...state, work, error: undefined };
    }
    case 'reportProgressed':
      return state.work ? { ...state, work: stepWork(state.work, action) } : state;
    case 'reportMade': {
      const { made, readPicture, datasets } = action;
      return { ...initialBenchmarkState, ...shown(made), readPicture, datasets, atHand: state.atHand };
    }
    case 'reportFailed':
      return { ...state, work: undefined, error: action.error };
    case 'reportCancelled':
      return { ...state, work: undefined };
    case 'reportClosed':
      return { ...initialBenchmarkState, atHand: state.atHand };
    case 'picturesAtHand':
      return { ...state, atHand: action.atHand };
    case 'suiteChosen':
      return { ...state, suiteId: action.suiteId };
    case 'errorDismissed':
      return { ...state, error: undefined };
  }
}

/** What reads the pictures of a run; undefined where they are not at hand. */
export function pictureReaderOf(
  { readPicture, datasets, atHand }: BenchmarkState,
  run: number,
): ReadPicture | undefined {
  if (run === 0 && readPicture) return readPicture;
  return atHand && datasets?.[run] === atHand.sha256 ? atHand.readPicture : undefined;
}

function shown(made: MadeReport): Pick<BenchmarkState, 'report' | 'comparison' | 'suiteId'> {
  if (!('comparisons' in made)) return { report: made, comparison: undefined, suiteId: made.suiteId };
  const [first, ...others] = made.reports.map(({ suiteId }) => suiteId);
  return { report: undefined, comparison: made, suiteId: others.every((id) => id === first) ? first : undefined };
}

function stepWork(
  work: ReportWork,
  { progress, at }: Extract<BenchmarkAction, { type: 'reportProgressed' }>,
): ReportWork {
  if (progress.stage === 'editors') return { ...work, early: progress };
  return { ...work, progress, stageStartedAt: progress.stage === work.progress?.stage ? work.stageStartedAt : at };
}
