/**
 * What the page and the model store's worker say to each other: bringing models in and keeping them in the browser's
 * storage. Types only. Everything here survives structured cloning; callbacks go through `Comlink.proxy`.
 */
import type { ConversionRequest } from '../core/keptModels/conversionRequest.ts';
import type { StorageUse } from '../core/keptModels/storageUse.ts';
import type { ModelDescription, StoreContents, StoredModel } from '../core/keptModels/storedModel.ts';
import type { TransferProgress } from '../core/keptModels/transferProgress.ts';
import type { ChosenFiles, RemoteLocation } from '../core/modelPackage/modelLocation.ts';
import type { LockHolder } from './holdLock.ts';

/**
 * The model store's worker. `callId` is chosen by the caller, unique per call, and names the call for
 * {@link ModelStoreApi.cancel}. Calls run side by side. Rejections carry a `TransferredError`.
 */
export interface ModelStoreApi extends LockHolder {
  list(): Promise<StoreContents>;
  /** Reads `manifest.json` alone. */
  inspect(callId: number, location: RemoteLocation): Promise<ModelDescription>;
  /**
   * Downloads what is not here yet and checks each file. When another tab downloads the same model, this follows it.
   * Cancelled or failed, what has arrived stays, and the same call goes on from there.
   */
  download(
    callId: number,
    location: RemoteLocation,
    onProgress: (progress: TransferProgress) => void,
  ): Promise<StoredModel>;
  /** {@link ModelStoreApi.download} of a model in the list, from where it came from. */
  resume(callId: number, id: string, onProgress: (progress: TransferProgress) => void): Promise<StoredModel>;
  /** Copies a model package, checking each file. */
  importFiles(
    callId: number,
    files: ChosenFiles,
    onProgress: (progress: TransferProgress) => void,
  ): Promise<StoredModel>;
  /** Writes a complete model's files into a folder, which `showDirectoryPicker({ mode: 'readwrite' })` gives. */
  exportTo(
    callId: number,
    id: string,
    folder: FileSystemDirectoryHandle,
    onProgress: (progress: TransferProgress) => void,
  ): Promise<void>;
  /** A complete model's files, to save one after the other where a browser cannot write folders. Not copies. */
  files(id: string): Promise<ChosenFiles>;
  /** Removes a model or an unfinished conversion. Rejects with `ModelBusyError` while one is loaded or being worked on. */
  remove(id: string): Promise<void>;
  storage(): Promise<StorageUse>;
  /** Converts a checkpoint straight into storage. Reads it piece by piece, a URL by range requests. */
  convert(
    callId: number,
    request: ConversionRequest,
    onProgress: (progress: TransferProgress) => void,
  ): Promise<StoredModel>;
  /** The named call rejects with `AbortError`. Unknown ids are ignored. */
  cancel(callId: number): Promise<void>;
}
