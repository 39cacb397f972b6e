import type { ModelLocation } from '../core/modelPackage/modelLocation.ts';
import { pinLocation } from '../packages/remoteLocation.ts';
import { findKept } from '../storage/findKept.ts';

/** Where a model's files are, for the whole time that it is loaded. */
export type ModelPlace = Exclude<ModelLocation, { readonly kind: 'huggingFace' }>;

/**
 * A repository's branch is at one commit now and at another in a minute, and files of two commits are no model. So the
 * commit is found first, and all files are read from there; or from this browser's storage, if that commit is kept. Throws
 * the errors of locations.
 */
export async function placeOfModel(
  location: ModelLocation,
  signal: AbortSignal,
  kept: typeof findKept = findKept,
): Promise<ModelPlace> {
  if (location.kind !== 'huggingFace') return location;
  const { origin, baseUrl } = await pinLocation(location, signal);
  const id = origin.kind === 'huggingFace' ? await kept(origin) : undefined;
  return id === undefined ? { kind: 'url', url: baseUrl } : { kind: 'stored', id };
}
