import type { Selection } from '../../batch/selectRequests.ts';
import type { ColumnMapping } from '../../core/dataset/columnMapping.ts';
import type { Preference } from '../../core/dataset/preference.ts';
import { deleteBatch } from '../keptBatches/batchStore.ts';
import type { KeptBatch } from '../keptBatches/keptBatch.ts';
import { attempt } from './attempt.ts';
import type { BatchEnvironment } from './batchEnvironment.ts';
import type { BatchFiles } from './batchFiles.ts';
import { BatchOpener } from './batchOpener.ts';
import { BatchRunner } from './batchRunner.ts';
import type { BatchStore } from './batchState.ts';
import { askForHandles } from './filePermission.ts';
import { followModel } from './followModel.ts';
import { followKeptReading } from './keptReading.ts';
import { createPictureChecker } from './pictureChecker.ts';
import { refreshKept } from './refreshKept.ts';
import { rememberColumns } from './rememberedColumns.ts';
import { resumeInterrupted } from './resumeInterrupted.ts';

/** What the Batch page can do that takes time. Failures end up in the state, never as rejections. */
export interface BatchActions {
  /** Reads which batches are kept; one that was interrupted goes on, if its files may still be opened. */
  start(): Promise<void>;
  /** `manifestPath`: the dataset file, where there are several. */
  open(files: BatchFiles, manifestPath?: string): Promise<void>;
  /** Must be called inside a click: the browser may ask whether its files may be opened. */
  openKept(batch: KeptBatch): Promise<void>;
  /** Scores with the loaded model, or with the one that is loading once it is there. */
  score(selection: Selection): Promise<void>;
  /** Stops after the current step. A paused batch goes on as it was; a cancelled one is finished as far as it is. */
  stop(how: 'paused' | 'stopped'): void;
  /** Which edit of a pair counts as preferred where nobody says. */
  choosePreference(preference: Preference): Promise<void>;
  /** Asks which column of the open dataset is what. */
  askColumns(): Promise<void>;
  /**
   * Opens the file that was asked about, as the user says that its columns are; undefined: as their names tell. Remembered for
   * others like it.
   */
  answerColumns(mapping: ColumnMapping | undefined): Promise<void>;
  close(): void;
  remove(batch: KeptBatch): Promise<void>;
}

export function createBatchActions(store: BatchStore, environment: BatchEnvironment): BatchActions {
  const checker = createPictureChecker(store, environment.datasets);
  const tools = { ...environment, store, checker };
  const opener = new BatchOpener(tools);
  const runner = new BatchRunner(tools);
  followModel(tools, runner);
  const preference = followKeptReading(store);
  let started: Promise<void> | undefined;

  return {
    async start() {
      started ??= attempt(store, () => resumeInterrupted(tools, opener, runner));
      await started;
      // What could not be read may be read the next time the page is looked at.
      if (store.getState().kept === undefined) started = undefined;
    },
    open: (files, manifestPath) => attempt(store, () => opener.openFiles(files, { manifestPath })),
    openKept: (batch) => attempt(store, () => opener.reopen(batch, askForHandles)),
    score: (selection) => runner.score(selection),
    stop: (how) => runner.stop(how),
    choosePreference: preference.choose,
    askColumns: () =>
      attempt(store, async () => {
        const { open } = store.getState();
        if (open?.files) await opener.askColumns(open.files, open.manifestPath, open.columns);
      }),
    answerColumns: (columns) =>
      attempt(store, async () => {
        const { question } = store.getState();
        if (!question) return;
        const { files, manifestPath, sample } = question;
        store.dispatch({ type: 'columnsAnswered' });
        rememberColumns(sample.columns, columns);
        await opener.openFiles(files, { manifestPath, columns });
      }),
    close() {
      checker.stop();
      store.dispatch({ type: 'closed' });
    },
    remove: (batch) =>
      attempt(store, async () => {
        await deleteBatch(batch);
        await refreshKept(store);
      }),
  };
}
