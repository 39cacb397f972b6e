import {
  batchId,
  listBatches,
  readItems,
  readKeptDataset,
  readOutcomes,
  type KeptBatch,
} from '../keptBatches/batchStore.ts';
import type { BatchTools } from './batchEnvironment.ts';
import { BatchRunningError } from './batchErrors.ts';
import { datasetPaths, filesOfHandles, hasDataset, type BatchFiles } from './batchFiles.ts';
import { isBusy, type OpenBatch } from './batchState.ts';
import { batchWithFiles, batchWithoutFiles } from './openBatch.ts';
import { openDataset, type OpenDataset } from './openDataset.ts';
import { withPictureSets } from './pictureSets.ts';
import { readyModel } from './readyModel.ts';

/** What is to be opened, and how. */
interface Opening {
  /** The dataset file among the files; default: the uppermost. */
  readonly manifestPath?: string | undefined;
  /** What is opened again. */
  readonly batch?: KeptBatch;
  /** Whether what is kept is compared with the pictures now, and not only when a run begins. Default: yes. */
  readonly checks?: boolean;
}

/** Whether these may be opened again; it may ask the user. */
type MayOpen = (handles: readonly FileSystemHandle[]) => Promise<boolean>;

/** Opens datasets and kept batches. Everything rejects with `BatchRunningError` while one is scored. */
export class BatchOpener {
  readonly #tools: BatchTools;
  /** Openings so far, and which of them is shown: the last is what the user wants to see, however long each is read. */
  #openings = 0;
  #shown = 0;

  constructor(tools: BatchTools) {
    this.#tools = tools;
  }

  /** Opens the dataset that is among the files. Its pictures may themselves be the dataset. */
  async openFiles(chosen: BatchFiles, { manifestPath, batch, checks = true }: Opening = {}): Promise<void> {
    const { checker, model: modelStore } = this.#tools;
    const opening = this.#begin();
    const files = await withPictureSets(chosen, hasDataset(chosen));
    const all = datasetPaths(files);
    const path = manifestPath ?? all[0];
    const dataset = await this.#read(files, path);
    const same = batch?.datasetSha256 === dataset.sha256 ? batch : undefined;
    const model = same?.model ?? readyModel(modelStore);
    const id = model && batchId(model, dataset.sha256);
    const kept = id === undefined ? [] : await readOutcomes(id);
    const known = same ?? (await listBatches()).find((one) => one.id === id);
    const otherManifests = all.filter((other) => other !== path);
    const opened = batchWithFiles({ dataset, files, manifestPath: path, otherManifests, model }, known);
    if (this.#show(opened, opening) && checks) await checker.check(kept);
  }

  /** Opens a kept batch with its files, where they may be opened; else its results alone. */
  async reopen(batch: KeptBatch, mayOpen: MayOpen, checks = true): Promise<void> {
    const { handles = [], manifestPath } = (await readKeptDataset(batch.datasetSha256))?.source ?? {};
    if (handles.length === 0 || !(await mayOpen(handles))) return this.#openResults(batch);
    await this.openFiles(await filesOfHandles(handles), { manifestPath, batch, checks });
  }

  async #read(files: BatchFiles, path: string): Promise<OpenDataset> {
    const { store, datasets } = this.#tools;
    store.dispatch({ type: 'openingStarted', label: path });
    return openDataset(datasets, files, path, (progress) => store.dispatch({ type: 'openingProgressed', progress }));
  }

  /** Until its files are chosen again. */
  async #openResults(batch: KeptBatch): Promise<void> {
    const opening = this.#begin();
    this.#tools.store.dispatch({ type: 'openingStarted', label: batch.name });
    const [items, kept, outcomes] = await Promise.all([
      readItems(batch.datasetSha256),
      readKeptDataset(batch.datasetSha256),
      readOutcomes(batch.id),
    ]);
    this.#show(batchWithoutFiles(batch, items, kept, outcomes), opening);
  }

  #begin(): number {
    this.#refuseWhileBusy();
    return ++this.#openings;
  }

  /** Unless a later one is shown. A run may have begun since: it goes on with what is in sight. */
  #show(open: OpenBatch, opening: number): boolean {
    if (opening < this.#shown) return false;
    this.#refuseWhileBusy();
    this.#shown = opening;
    this.#tools.store.dispatch({ type: 'opened', open });
    return true;
  }

  #refuseWhileBusy(): void {
    const { open } = this.#tools.store.getState();
    if (open && isBusy(open)) throw new BatchRunningError(open.dataset.name);
  }
}
