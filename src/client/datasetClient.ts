import * as Comlink from 'comlink';
import type { PortableItem } from '../core/dataset/portableItem.ts';
import type { DatasetApi, DatasetFacts } from '../rpc/datasetApi.ts';
import { connectWorker, type SpawnedWorker, type WorkerConnection } from './workerConnection.ts';

export interface ReadingProgress {
  readonly doneItems: number;
  readonly totalItems: number;
}

export interface ReadDataset extends DatasetFacts {
  readonly items: readonly PortableItem[];
}

/**
 * Reads dataset files in a worker. Every rejection is an `EditRewardError` whose name is that of the failure;
 * `WorkerDiedError` when the worker ended by itself, in which case the next call starts a new one.
 */
export interface DatasetClient {
  read(file: File, onProgress?: (progress: ReadingProgress) => void): Promise<ReadDataset>;
  /** A picture inside `file`; reads the dataset again when the worker has lost it. */
  readImage(file: File, sha256: string, name: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** `spawn` is called on the first call, and again after the worker died. */
export function createDatasetClient({ spawn }: { readonly spawn: () => SpawnedWorker }): DatasetClient {
  let connection: WorkerConnection<DatasetApi> | undefined;
  /** What the current worker has read. */
  let held = new Map<string, Promise<ReadDataset>>();

  function connect(): WorkerConnection<DatasetApi> {
    connection ??= connectWorker(
      spawn(),
      () => {
        connection = undefined;
        held = new Map();
      },
      'dataset reader',
    );
    return connection;
  }

  async function read(file: File, onProgress?: (progress: ReadingProgress) => void): Promise<ReadDataset> {
    const { api, settle } = connect();
    const items: PortableItem[] = [];
    const onPortion: Parameters<DatasetApi['read']>[2] = (portion) => {
      for (const item of portion.items) items.push(item);
      onProgress?.({ doneItems: items.length, totalItems: portion.total });
    };
    const facts = await settle(api.read(file.name, file, Comlink.proxy(onPortion)));
    const dataset = { ...facts, items };
    held.set(facts.sha256, Promise.resolve(dataset));
    return dataset;
  }

  return {
    read,
    async readImage(file, sha256, name) {
      const { api, settle } = connect();
      if (!held.has(sha256)) held.set(sha256, read(file));
      await held.get(sha256);
      return settle(api.readImage(sha256, name));
    },
  };
}
