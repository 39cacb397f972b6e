import type { ChosenFiles, RemoteLocation } from '../core/modelPackage/modelLocation.ts';
import type { ConversionRequest } from '../core/keptModels/conversionRequest.ts';
import type { ModelDescription, StoreContents, StoredModel } from '../core/keptModels/storedModel.ts';
import type { ModelStoreApi } from '../rpc/modelStoreApi.ts';
import type { StorageUse } from '../core/keptModels/storageUse.ts';
import type { StoreEvent } from '../core/keptModels/storeEvent.ts';
import type { TransferProgress } from '../core/keptModels/transferProgress.ts';
import { listenToStore } from '../rpc/storeChannel.ts';
import type { CallOptions } from './callOptions.ts';
import { cancellableRuns, createWorkerCaller } from './workerCaller.ts';
import type { SpawnedWorker } from './workerConnection.ts';

type TransferOptions = CallOptions<TransferProgress>;

/**
 * The model store in its worker. Calls run side by side. Aborting a call pauses it, and what has arrived stays. Every
 * rejection is an `EditRewardError` with the name of the failure. It is `WorkerDiedError` when the worker ended by
 * itself: the next call then starts a new one.
 */
export interface ModelStoreClient {
  list(): Promise<StoreContents>;
  /** Reads a model's `manifest.json` alone. */
  inspect(location: RemoteLocation, signal?: AbortSignal): Promise<ModelDescription>;
  /** Downloads what is not here yet, checks each file. Follows another tab that already does. */
  download(location: RemoteLocation, call?: TransferOptions): Promise<StoredModel>;
  /** Goes on with a model of the list that is not complete. */
  resume(id: string, call?: TransferOptions): Promise<StoredModel>;
  importFiles(files: ChosenFiles, call?: TransferOptions): Promise<StoredModel>;
  /** `folder`: of `showDirectoryPicker({ mode: 'readwrite' })`. */
  exportTo(id: string, folder: FileSystemDirectoryHandle, call?: TransferOptions): Promise<void>;
  /** A complete model's files, to save one after the other where a browser cannot write folders. */
  files(id: string): Promise<ChosenFiles>;
  /** Removes a model or an unfinished conversion. */
  remove(id: string): Promise<void>;
  storage(): Promise<StorageUse>;
  /** Asks the browser not to delete what is stored when the disk gets full; whether it agreed. */
  persist(): Promise<boolean>;
  convert(request: ConversionRequest, call?: TransferOptions): Promise<StoredModel>;
  /** Hears what happens to the store in any tab. Returns what ends it. */
  listen(listener: (event: StoreEvent) => void): () => void;
  /** Ends the worker; waiting and later calls reject with `WorkerDiedError`. */
  dispose(): void;
}

/** `spawn` is called on the first call, and again after the worker died. */
export function createModelStoreClient({ spawn }: { readonly spawn: () => SpawnedWorker }): ModelStoreClient {
  const { connect, ask, dispose } = createWorkerCaller<ModelStoreApi>({ spawn, name: 'model store' });
  const run = cancellableRuns<ModelStoreApi>(connect, (api, callId) => api.cancel(callId));
  return {
    list: () => ask((api) => api.list()),
    inspect: (location, signal) => run({ signal }, (api, id) => api.inspect(id, location)),
    download: (location, call = {}) => run(call, (api, id, report) => api.download(id, location, report)),
    resume: (model, call = {}) => run(call, (api, id, report) => api.resume(id, model, report)),
    importFiles: (files, call = {}) => run(call, (api, id, report) => api.importFiles(id, files, report)),
    exportTo: (model, folder, call = {}) => run(call, (api, id, report) => api.exportTo(id, model, folder, report)),
    files: (model) => ask((api) => api.files(model)),
    remove: (id) => ask((api) => api.remove(id)),
    storage: () => ask((api) => api.storage()),
    // Here, because workers may not ask.
    persist: askToPersist,
    convert: (request, call = {}) => run(call, (api, id, report) => api.convert(id, request, report)),
    listen: listenToStore,
    dispose,
  };
}

async function askToPersist(): Promise<boolean> {
  const storage: Partial<StorageManager> | undefined = navigator.storage;
  return (await storage?.persist?.()) ?? false;
}
