import type { ShownPicture } from '../ui/PictureImage.tsx';

/** What a candidate is compared with by eye, and what the two are called. */
export interface Reference {
  readonly picture: ShownPicture;
  readonly label: string;
  /** What the candidate is called beside it. */
  readonly candidateLabel: string;
  /** In a sentence: "the source". */
  readonly noun: string;
}

export function sourceReference(picture: ShownPicture): Reference {
  return { picture, label: 'Source', candidateLabel: 'Candidate', noun: 'the source' };
}
