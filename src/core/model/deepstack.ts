import type { Manifest } from '../modelPackage/manifest.ts';

/** Features of an image beside its embeddings, each added after one of the first decoder layers. */
export function deepstackCount({ vision }: Pick<Manifest, 'vision'>): number {
  return vision.deepstack?.count ?? 0;
}
