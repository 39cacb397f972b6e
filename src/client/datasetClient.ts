import * as Comlink from 'comlink';
import type { ColumnMapping } from '../core/dataset/columnMapping.ts';
import type { ColumnSample } from '../core/dataset/columnSample.ts';
import type { PortableItem } from '../core/dataset/portableItem.ts';
import { EditRewardError } from '../core/errors.ts';
import type { ModelInputSettings, PreparedInput } from '../core/score/preparedInput.ts';
import type { DatasetApi, DatasetFacts } from '../rpc/datasetApi.ts';
import { createCallQueue } from './callQueue.ts';
import { createWorkerCaller } from './workerCaller.ts';
import type { SpawnedWorker } from './workerConnection.ts';

/** A dataset file is not the one any more that was opened. */
export class DatasetChangedError extends EditRewardError {
  override readonly name = 'DatasetChangedError';
  constructor(file: string) {
    super(`${file} has changed since it was opened. Close it and open it again.`, { file });
  }
}

export interface ReadingProgress {
  readonly doneItems: number;
  readonly totalItems: number;
}

export interface ReadDataset extends DatasetFacts {
  readonly items: readonly PortableItem[];
}

/**
 * Reads dataset files in a worker. Every rejection is an `EditRewardError` with the name of the failure. It is
 * `WorkerDiedError` when the worker ended by itself: the next call then starts a new one.
 */
export interface DatasetClient {
  /** `columns`: which of them is what; by default their names tell. */
  read(file: File, onProgress?: (progress: ReadingProgress) => void, columns?: ColumnMapping): Promise<ReadDataset>;
  /** What stands in its columns, whatever they are called. */
  sample(file: File): Promise<ColumnSample>;
  /** A picture inside `file`; reads the dataset again when the worker has lost it. */
  readImage(file: File, sha256: string, name: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Makes a model's input of a picture; rejects where the scorer could not read it either. */
  prepare(name: string, file: Blob, input: ModelInputSettings): Promise<PreparedInput>;
  /** SHA-256 of a picture's file, lower-case hex; `name` names it for messages. Rejects with `FileReadError`. */
  digest(name: string, file: Blob): Promise<string>;
}

/** `spawn` is called on the first call, and again after the worker died. */
export function createDatasetClient({ spawn }: { readonly spawn: () => SpawnedWorker }): DatasetClient {
  /** The dataset whose pictures the worker can find: the one it read last. The items are the caller's alone. */
  let held: string | undefined;
  /** By the digests of what was read so. */
  const columnsOf = new Map<string, ColumnMapping>();
  const enqueue = createCallQueue();

  const { ask } = createWorkerCaller<DatasetApi>({
    spawn,
    name: 'dataset reader',
    onGone: () => (held = undefined),
  });

  async function read(
    file: File,
    onProgress?: (progress: ReadingProgress) => void,
    columns?: ColumnMapping,
  ): Promise<ReadDataset> {
    const items: PortableItem[] = [];
    const facts = await readInWorker(file, columns, (portion) => {
      for (const item of portion.items) items.push(item);
      onProgress?.({ doneItems: items.length, totalItems: portion.total });
    });
    if (columns) columnsOf.set(facts.sha256, columns);
    return { ...facts, items };
  }

  async function readInWorker(
    file: File,
    columns: ColumnMapping | undefined,
    onPortion: Parameters<DatasetApi['read']>[2],
  ): Promise<DatasetFacts> {
    const facts = await ask((api) => api.read(file.name, file, Comlink.proxy(onPortion), columns));
    held = facts.sha256;
    return facts;
  }

  /** One at a time: who waits meanwhile finds it held, and a failure is told to who asked, not kept. */
  function hold(file: File, sha256: string): Promise<void> {
    return enqueue(async () => {
      if (held === sha256) return;
      const { sha256: found } = await readInWorker(file, columnsOf.get(sha256), () => undefined);
      if (found !== sha256) throw new DatasetChangedError(file.name);
    });
  }

  return {
    read,
    sample: (file) => ask((api) => api.sample(file.name, file)),
    async readImage(file, sha256, name) {
      if (held !== sha256) await hold(file, sha256);
      return ask((api) => api.readImage(sha256, name));
    },
    prepare: (name, file, input) => ask((api) => api.prepare(name, file, input)),
    digest: (name, file) => ask((api) => api.digest(name, file)),
  };
}
