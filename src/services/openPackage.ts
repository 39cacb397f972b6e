import { blobFolder } from '../packages/blobFolder.ts';
import { openModelPackage, type ModelPackage, type ReadOptions } from '../packages/modelPackage.ts';
import { openStoredModel } from '../storage/storedModels.ts';
import { urlFolder } from '../packages/urlFolder.ts';
import type { ModelPlace } from './placeOfModel.ts';

/** Opens a package wherever it is; `onBytes` hears of what is downloaded. Throws package, storage and download errors. */
export async function openPackage(location: ModelPlace, options: ReadOptions): Promise<ModelPackage> {
  switch (location.kind) {
    case 'files':
      return openModelPackage(blobFolder('the chosen folder', location.files));
    case 'url':
      return openUrl(location.url, options);
    case 'stored':
      return openModelPackage(await openStoredModel(location.id), { verified: true });
  }
}

/** A package of at most this length is downloaded all at once, while the runtime starts; a larger one file by file. */
const SMALL_BYTES = 32e6;

async function openUrl(url: string, options: ReadOptions): Promise<ModelPackage> {
  const modelPackage = await openModelPackage(urlFolder(url, options));
  if (modelPackage.byteLength <= SMALL_BYTES) {
    // Whoever opens a file hears of its failure.
    for (const { path } of modelPackage.manifest.files) modelPackage.folder.open(path).catch(() => undefined);
  }
  return modelPackage;
}
