/**
 * What the page and the model store's worker say to each other: bringing models in and keeping them in the browser's
 * storage. Types only. Everything here survives structured cloning; callbacks go through `Comlink.proxy`.
 */
import type { Dtype, Manifest } from '../core/modelPackage/manifest.ts';
import type { LockHolder } from './lockHolder.ts';

/** Files of a folder that the user chose or dropped; `path` is relative to that folder. */
export type ChosenFiles = readonly { readonly path: string; readonly file: File }[];

/** Where files stand on the network. */
export type RemoteLocation =
  /** A URL prefix; relative ones are resolved against the site. */
  | { readonly kind: 'url'; readonly url: string }
  | {
      readonly kind: 'huggingFace';
      /** `owner/name`. */
      readonly repository: string;
      /** Branch, tag or commit; a branch or tag is resolved to its commit first, which is recorded. Default `main`. */
      readonly revision?: string | undefined;
      /** Folder inside the repository; default its root. */
      readonly folder?: string | undefined;
      /** Another hub with the same addresses, e.g. a mirror; default `https://huggingface.co`. */
      readonly host?: string | undefined;
    };

/** Where a model came from, with its commit where there is one. */
export type ModelOrigin =
  | Extract<RemoteLocation, { readonly kind: 'url' }>
  | (Extract<RemoteLocation, { readonly kind: 'huggingFace' }> & { readonly revision: string })
  /** A model package in a folder that the user chose. */
  | { readonly kind: 'folder' }
  /** Converted here, in this browser. */
  | { readonly kind: 'converted' };

/** What `manifest.json` alone says of a model. */
export interface ModelDescription {
  /** SHA-256 of `manifest.json`: it names the model here and, as `{ kind: 'stored', id }`, for the scorer. */
  readonly id: string;
  /** Its name (`id`), dtype, licence, source, layers, shards and files. */
  readonly manifest: Manifest;
  /** Length of all files together. */
  readonly byteLength: number;
  readonly origin: ModelOrigin;
}

export interface StoredModel extends ModelDescription {
  /** Bytes that are here. */
  readonly storedBytes: number;
  /** Every file is here and has the digest that the manifest says: it can be loaded. Otherwise it can be resumed. */
  readonly complete: boolean;
  /** Being downloaded, imported, exported or removed, in this tab or another. */
  readonly busy: boolean;
}

/** A conversion that was stopped. Converting the same again goes on where it was. */
export interface UnfinishedConversion {
  /** For {@link ModelStoreApi.remove}. */
  readonly id: string;
  readonly name: string;
  readonly dtype: Dtype;
  readonly storedBytes: number;
  readonly busy: boolean;
}

export interface StoreContents {
  readonly models: readonly StoredModel[];
  readonly conversions: readonly UnfinishedConversion[];
}

export type TransferStage =
  | 'downloading'
  | 'importing'
  | 'exporting'
  /** What an earlier, unfinished conversion left is read. */
  | 'checking'
  | 'converting'
  /** What was written is read back. */
  | 'verifying'
  /** The converted model scores its self-test, shard by shard. */
  | 'self-test';

/**
 * How far a stage is. Bytes count over the whole model, so that one bar serves, and what was here before counts as done.
 * Each stage of a conversion has a bar of its own: `converting` counts what is left to convert of the checkpoint.
 */
export interface TransferProgress {
  readonly stage: TransferStage;
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** Over the last seconds; undefined until it is known. */
  readonly bytesPerSecond: number | undefined;
  /** Another tab does the work; this call follows it, and takes over if that tab closes. */
  readonly elsewhere: boolean;
}

/** Heard in all tabs of the site, the one that causes it included. */
export type StoreEvent =
  /** {@link ModelStoreApi.list} gives something new. */
  | { readonly type: 'changed' }
  /** `id` is that of a model or an unfinished conversion. */
  | { readonly type: 'progress'; readonly id: string; readonly progress: TransferProgress };

/** The BroadcastChannel on which {@link StoreEvent}s are sent. */
export const STORE_CHANNEL = 'editreward-model-store';

export interface StorageUse {
  /** Of the whole site. */
  readonly usedBytes: number;
  readonly quotaBytes: number;
  /** Whether the browser promised not to delete it when the disk gets full. */
  readonly persisted: boolean;
}

/** A folder to convert from. */
export type SourceFolder = { readonly kind: 'files'; readonly files: ChosenFiles } | RemoteLocation;

/** The options of `editreward convert`. */
export interface ConversionRequest {
  /** Official-layout checkpoint. */
  readonly checkpoint: SourceFolder;
  /** Config, preprocessor and tokenizer of the base model; of files with the same path the first folder's wins. Empty: they lie with the checkpoint. */
  readonly base: readonly SourceFolder[];
  /** A folder with the reward model's Python source or a `prompts.json`; undefined: downloaded from a pinned commit and checked. */
  readonly prompts?: SourceFolder | undefined;
  readonly dtype: Dtype;
  /** The model's name. */
  readonly name: string;
  /** For the package's record; default: those of a checkpoint on Hugging Face. */
  readonly repository?: string | undefined;
  readonly revision?: string | undefined;
  readonly licence?: string | undefined;
}

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
