import type { ComparedPicture } from '../comparison/comparedPicture.ts';
import type { ShownPicture } from '../ui/PictureImage.tsx';

/** A picture of which only its place is said. */
export function hiddenPicture({ id, blob }: ShownPicture, label: string): ComparedPicture {
  return { id, blob, label, name: 'its name is hidden', scores: undefined };
}
