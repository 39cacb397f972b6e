import type { ModelDescription } from '../../core/keptModels/storedModel.ts';
import { locationText } from '../../client/remoteLocation.ts';

/** Where a model came from, in a few words. */
export function originText({ origin }: ModelDescription): string {
  switch (origin.kind) {
    case 'folder':
      return 'from a folder';
    case 'converted':
      return 'converted here';
    default:
      return locationText(origin);
  }
}
