import { locationText } from '../../client/remoteLocation.ts';
import type { ModelLocation } from '../../core/modelPackage/modelLocation.ts';
import type { ModelState } from './modelState.ts';

/** Whether the model at `location` is the one that is loaded or being loaded. Chosen folders are never the same. */
export function isCurrent(model: ModelState, location: ModelLocation): boolean {
  if (model.kind !== 'loading' && model.kind !== 'ready') return false;
  const current = model.location;
  if (current.kind === 'url') return location.kind === 'url' && location.url === current.url;
  if (current.kind === 'huggingFace')
    return location.kind === 'huggingFace' && locationText(location) === locationText(current);
  return current.kind === 'stored' && location.kind === 'stored' && location.id === current.id;
}
