import type { ShownPicture } from '../ui/PictureImage.tsx';

/** A picture that can be compared with others by eye. */
export interface ComparedPicture extends ShownPicture {
  /** What it is: "Source", "Rank 2". */
  readonly label: string;
  /** All its scores in one line; undefined while it has none. */
  readonly scores: string | undefined;
}
