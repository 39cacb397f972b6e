import { readAll, type FileFolder } from '../core/bytes/bytes.ts';
import type { Manifest } from '../core/modelPackage/manifest.ts';
import type { ChosenFiles, ModelOrigin, RemoteLocation } from '../core/modelPackage/modelLocation.ts';
import type { TransferStage } from '../core/keptModels/transferProgress.ts';
import { blobFolder } from '../packages/blobFolder.ts';
import type { FileStore } from './fileStore.ts';
import { openModelPackage } from '../packages/modelPackage.ts';
import { folderSource, urlSource, type PackageSource } from '../packages/packageSource.ts';
import { pinLocation } from '../packages/remoteLocation.ts';
import { readManifestBytes, requireStored, StoredModelError } from './storedModels.ts';
import { urlFolder } from '../packages/urlFolder.ts';

/** A model that is to be stored: its manifest, and where the rest comes from. */
export interface IncomingModel {
  readonly id: string;
  readonly manifest: Manifest;
  /** As they came: their digest is the id. */
  readonly manifestBytes: Uint8Array;
  readonly origin: ModelOrigin;
  readonly source: PackageSource;
  readonly stage: TransferStage;
}

/** Throws the errors of locations, downloads and manifests. */
export async function findRemote(location: RemoteLocation, signal: AbortSignal): Promise<IncomingModel> {
  const { origin, baseUrl } = await pinLocation(location, signal);
  // An old manifest would not fit the files there now.
  const found = await readIdentity(urlFolder(baseUrl, { signal, cache: 'no-cache' }));
  return { ...found, origin, source: urlSource(baseUrl), stage: 'downloading' };
}

/** A model package that the user chose. */
export async function findChosen(files: ChosenFiles): Promise<IncomingModel> {
  const folder = blobFolder('the chosen folder', files);
  return {
    ...(await readIdentity(folder)),
    origin: { kind: 'folder' },
    source: folderSource(folder),
    stage: 'importing',
  };
}

/** A model of the store that is not complete, from where it came from. Throws {@link StoredModelError}. */
export async function findAgain(store: FileStore, id: string, signal: AbortSignal): Promise<IncomingModel> {
  const { manifest, journal } = await requireStored(store, id);
  const { origin } = journal;
  if (origin?.kind !== 'url' && origin?.kind !== 'huggingFace') {
    throw new StoredModelError(`${manifest.id} came from a folder. Choose that folder again: what was copied is kept.`);
  }
  const { baseUrl } = await pinLocation(origin, signal);
  const manifestBytes = await readManifestBytes(store, id);
  return { id, manifest, manifestBytes, origin, source: urlSource(baseUrl), stage: 'downloading' };
}

async function readIdentity(folder: FileFolder) {
  const { manifest, manifestSha256 } = await openModelPackage(folder);
  const source = await folder.open('manifest.json');
  return { id: manifestSha256, manifest, manifestBytes: source ? await readAll(source) : new Uint8Array() };
}
