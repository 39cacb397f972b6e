import type { ModelLocation } from '../../rpc/scorerApi.ts';
import { blobFolder } from '../../storage/blobFolder.ts';
import { openModelPackage, type ModelPackage, type ReadOptions } from '../../storage/modelPackage.ts';
import { openStoredModel } from '../../storage/storedModels.ts';
import { urlFolder } from '../../storage/urlFolder.ts';

/** Opens a package wherever it is; `onBytes` hears of what is downloaded. Throws package, storage and download errors. */
export async function openPackage(location: ModelLocation, options: ReadOptions): Promise<ModelPackage> {
  switch (location.kind) {
    case 'files':
      return openModelPackage(blobFolder('the chosen folder', location.files));
    case 'url':
      return openModelPackage(urlFolder(location.url, options));
    case 'stored':
      return openModelPackage(await openStoredModel(location.id), { verified: true });
  }
}
