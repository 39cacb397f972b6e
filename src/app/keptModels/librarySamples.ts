import type { Manifest } from '../../core/modelPackage/manifest.ts';
import type { StorageUse } from '../../core/keptModels/storageUse.ts';
import type { StoredModel } from '../../core/keptModels/storedModel.ts';

/** A model in the browser's storage; it is whole unless less is stored. */
export function storedModel(id: string, storedBytes = 100): StoredModel {
  const empty = { source: {}, vision: { depth: 1 }, text: { numLayers: 1 }, files: [], sessions: [] };
  const manifest = { id: `model-${id}`, dtype: 'q4', ...empty } as unknown as Manifest;
  const origin = { kind: 'folder' } as const;
  return { id, manifest, byteLength: 100, origin, storedBytes, complete: storedBytes === 100, busy: false };
}

export const STORAGE: StorageUse = { usedBytes: 100, quotaBytes: 1000, persisted: false };
