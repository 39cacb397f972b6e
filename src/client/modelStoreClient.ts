import type {
  ChosenFiles,
  ConversionRequest,
  ModelDescription,
  RemoteLocation,
  StorageUse,
  StoreContents,
  StoredModel,
  StoreEvent,
  TransferProgress,
} from '../rpc/modelStoreApi.ts';
import type { CallOptions } from './scorerClient.ts';

type TransferOptions = CallOptions<TransferProgress>;

/**
 * The model store in its worker. Calls run side by side; aborting one pauses it, and what has arrived stays. Every
 * rejection is an `EditRewardError` whose name is that of the failure.
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
