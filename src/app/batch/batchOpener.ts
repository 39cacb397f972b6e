import type { ColumnMapping } from '../../core/dataset/columnMapping.ts';
import { toTransferred } from '../../core/transferredError.ts';
import { guessColumns } from '../../formats/dataset/guessColumns.ts';
import { areUnknown } from '../../formats/dataset/unknownColumns.ts';
import type { ReadingProgress } from '../../client/datasetClient.ts';
import { listBatches, readItems, readKeptDataset, readOutcomes } from '../keptBatches/batchStore.ts';
import { batchId, type KeptBatch } from '../keptBatches/keptBatch.ts';
import type { BatchTools } from './batchEnvironment.ts';
import { BatchRunningError } from './batchErrors.ts';
import { datasetPaths, filesOfHandles, hasDataset, type BatchFiles } from './batchFiles.ts';
import { isBusy, type OpenBatch } from './batchState.ts';
import type { ColumnsQuestion } from './columnsQuestion.ts';
import { findImages } from './imagePaths.ts';
import { batchWithFiles, batchWithoutFiles } from './openBatch.ts';
import { openDataset, type OpenDataset } from './openDataset.ts';
import { withPictureSets } from './pictureSets.ts';
import { readyModel } from './readyModel.ts';
import { rememberedColumns, remembersColumns } from './rememberedColumns.ts';

/** What is to be opened, and how. */
interface Opening {
  /** The dataset file among the files; default: the uppermost. */
  readonly manifestPath?: string | undefined;
  /** Which of its columns is what; default: as was said of such columns before, or as their names tell. */
  readonly columns?: ColumnMapping | undefined;
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
  async openFiles(
    chosen: BatchFiles,
    { manifestPath, columns: named, batch, checks = true }: Opening = {},
  ): Promise<void> {
    const { checker, model: modelStore } = this.#tools;
    const opening = this.#begin();
    const files = await withPictureSets(chosen, hasDataset(chosen));
    const all = datasetPaths(files);
    const path = manifestPath ?? all[0];
    // What is opened again is read as it was.
    const columns = named ?? (batch ? undefined : await this.#remembered(files, path));
    const read = await this.#readOrAsk(files, path, columns);
    // Another file is what the user wants to see by now.
    if ('question' in read) return opening < this.#openings ? undefined : this.#ask(read.question);
    const { dataset } = read;
    const same = batch?.datasetSha256 === dataset.sha256 ? batch : undefined;
    const model = same?.model ?? readyModel(modelStore);
    const id = model && batchId(model, dataset.sha256);
    const kept = id === undefined ? [] : await readOutcomes(id);
    const known = same ?? (await listBatches()).find((one) => one.id === id);
    const otherManifests = all.filter((other) => other !== path);
    const opened = batchWithFiles({ dataset, files, manifestPath: path, otherManifests, columns, model }, known);
    if (this.#show(opened, opening) && checks) await checker.check(kept);
  }

  /** Opens a kept batch with its files, where they may be opened; else its results alone. */
  async reopen(batch: KeptBatch, mayOpen: MayOpen, checks = true): Promise<void> {
    const kept = await readKeptDataset(batch.datasetSha256);
    const { handles = [], manifestPath } = kept?.source ?? {};
    if (handles.length === 0 || !(await mayOpen(handles))) return this.#openResults(batch);
    await this.openFiles(await filesOfHandles(handles), { manifestPath, columns: kept?.columns, batch, checks });
  }

  /** Asks which of its columns is what; nothing that is open changes by that. */
  async askColumns(files: BatchFiles, manifestPath: string, said: ColumnMapping | undefined): Promise<void> {
    const question = await this.#question(files, manifestPath);
    if (question) this.#ask(said ? { ...question, mapping: said, isSaid: true } : question);
  }

  #ask(question: ColumnsQuestion): void {
    this.#tools.store.dispatch({ type: 'columnsAsked', question });
  }

  /** Undefined where nothing can be asked: the file is gone. */
  async #question(files: BatchFiles, manifestPath: string): Promise<ColumnsQuestion | undefined> {
    const file = await files.open(manifestPath);
    if (!file) return undefined;
    const sample = await this.#tools.datasets.sample(file);
    const names = sample.rows.flat().flatMap((cell) => (cell.kind === 'pictures' ? cell.names : []));
    const { locate } = findImages([...new Set(names)], files.paths, manifestPath);
    const mapping = guessColumns(sample, (name) => locate(name) !== undefined);
    return { files, manifestPath, sample, mapping, isSaid: false };
  }

  async #remembered(files: BatchFiles, path: string): Promise<ColumnMapping | undefined> {
    const file = remembersColumns() ? await files.open(path) : undefined;
    return file && rememberedColumns((await this.#tools.datasets.sample(file)).columns);
  }

  /** A question, where the user has to say first which column is what. */
  async #readOrAsk(
    files: BatchFiles,
    path: string,
    columns: ColumnMapping | undefined,
  ): Promise<{ readonly dataset: OpenDataset } | { readonly question: ColumnsQuestion }> {
    const read = this.#read(files, path, columns);
    const dataset = await read.catch((error: unknown) => {
      if (columns || toTransferred(error).name !== 'UnknownColumnsError') throw error;
    });
    if (dataset && (columns || dataset.items.length > 0)) return { dataset };
    const question = await this.#question(files, path);
    // Its rows are the matter then, or its first line: that is told.
    return question && areUnknown(question.sample, question.mapping) ? { question } : { dataset: await read };
  }

  async #read(files: BatchFiles, path: string, columns: ColumnMapping | undefined): Promise<OpenDataset> {
    const { store, datasets } = this.#tools;
    store.dispatch({ type: 'openingStarted', label: path });
    const onProgress = (progress: ReadingProgress) => store.dispatch({ type: 'openingProgressed', progress });
    return openDataset(datasets, files, path, { onProgress, columns });
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
