import type { ModelOrigin } from '../core/modelPackage/modelLocation.ts';
import type { FileStore } from './fileStore.ts';
import { opfsFileStore } from './opfsFileStore.ts';
import { isComplete, listModelIds, readStoredState } from './storedModels.ts';

type HubOrigin = Extract<ModelOrigin, { readonly kind: 'huggingFace' }>;

/**
 * Id of the whole model in the store that came from this commit of this repository. Undefined where there is none, or no
 * store: then it is downloaded.
 */
export async function findKept(origin: HubOrigin, store: FileStore = opfsFileStore): Promise<string | undefined> {
  for (const id of await listModelIds(store).catch(() => [])) {
    const state = await readStoredState(store, id).catch(() => undefined);
    if (state && isComplete(state) && isSame(state.journal.origin, origin)) return id;
  }
  return undefined;
}

function isSame(kept: ModelOrigin | undefined, { repository, revision, folder, host }: HubOrigin): boolean {
  if (kept?.kind !== 'huggingFace') return false;
  return kept.repository === repository && kept.revision === revision && kept.folder === folder && kept.host === host;
}
