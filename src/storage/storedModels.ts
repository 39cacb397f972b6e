import { digestBytes } from '../core/bytes/sha256.ts';
import type { FileFolder } from '../core/bytes/bytes.ts';
import { EditRewardError } from '../core/errors.ts';
import { parseManifest, type Manifest } from '../core/modelPackage/manifest.ts';
import type { ModelDescription, StoredModel } from '../core/keptModels/storedModel.ts';
import { blobSource } from '../packages/blobFolder.ts';
import { sumRanges } from '../packages/byteRanges.ts';
import type { FileStore } from './fileStore.ts';
import { readJournal, type JournalState } from './journal.ts';
import { opfsFileStore } from './opfsFileStore.ts';
import { readSteadily } from '../packages/readSteadily.ts';

/** A model is not in the store, or not all of it. */
export class StoredModelError extends EditRewardError {
  override readonly name = 'StoredModelError';
  override readonly kind = 'package';
}

const MODELS_FOLDER = 'models';

/** Where a model's files are in the store: under the digest of its manifest. */
export function modelPaths(id: string) {
  const folder = `${MODELS_FOLDER}/${id}`;
  return {
    folder,
    /** Beside the package, whose files may have any name. */
    journal: `${folder}/journal.jsonl`,
    manifest: `${folder}/package/manifest.json`,
    file: (path: string) => `${folder}/package/${path}`,
  };
}

/** A stored model's manifest and what its journal tells. */
export interface StoredState {
  readonly manifest: Manifest;
  readonly journal: JournalState;
}

/** Undefined when there is no such model, or only the beginnings of one. */
export async function readStoredState(store: FileStore, id: string): Promise<StoredState | undefined> {
  const bytes = await readManifestBytes(store, id);
  if ((await digestBytes(bytes)) !== id) return undefined;
  const manifest = parseManifest(new TextDecoder().decode(bytes));
  return { manifest, journal: await readJournal(store, modelPaths(id).journal) };
}

/** Ids of what is in the store, whole or not. */
export function listModelIds(store: FileStore): Promise<string[]> {
  return store.list(MODELS_FOLDER);
}

export function isComplete({ manifest, journal }: StoredState): boolean {
  return manifest.files.every(({ path }) => journal.files.get(path)?.verified);
}

/** What the list shows of a model, all but whether it is busy. */
export function describeStored(id: string, state: StoredState): Omit<StoredModel, 'busy'> {
  const origin = state.journal.origin ?? { kind: 'folder' };
  const storedBytes = state.manifest.files.reduce((sum, { path, byteLength }) => {
    const file = state.journal.files.get(path);
    return sum + (file?.verified ? byteLength : sumRanges(file?.ranges ?? []));
  }, 0);
  return { ...describeManifest(id, state.manifest, origin), storedBytes, complete: isComplete(state) };
}

/** A stored model's manifest, byte by byte. */
export async function readManifestBytes(store: FileStore, id: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = await store.file(modelPaths(id).manifest);
  return file ? new Uint8Array(await readSteadily(() => file.arrayBuffer())) : new Uint8Array();
}

export function describeManifest(id: string, manifest: Manifest, origin: ModelDescription['origin']): ModelDescription {
  return { id, manifest, origin, byteLength: manifest.files.reduce((sum, file) => sum + file.byteLength, 0) };
}

/**
 * A complete model's folder. Its files had their digests when they were stored, so they need not be hashed again. Throws
 * {@link StoredModelError}.
 */
export async function openStoredModel(id: string, store: FileStore = opfsFileStore): Promise<FileFolder> {
  const { manifest } = await requireComplete(store, id);
  const paths = modelPaths(id);
  return {
    name: manifest.id,
    async open(path) {
      const file = await store.file(paths.file(path));
      return file && blobSource(path, file);
    },
  };
}

/** Throws {@link StoredModelError} unless the model is here as a whole. */
export async function requireComplete(store: FileStore, id: string): Promise<StoredState> {
  const state = await requireStored(store, id);
  if (isComplete(state)) return state;
  throw new StoredModelError(`${state.manifest.id} is not complete yet. Go on with its download first.`);
}

/** Throws {@link StoredModelError} unless at least a part of the model is here. */
export async function requireStored(store: FileStore, id: string): Promise<StoredState> {
  const state = await readStoredState(store, id);
  if (state) return state;
  throw new StoredModelError('This model is no longer in the browser. Download or import it again.');
}
