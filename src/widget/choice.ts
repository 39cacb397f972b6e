import { nameOfPicture, type Picture } from '../client/pictures.ts';

/** The detail of a widget's `choose` event: the candidate that a visitor has chosen. */
export interface WidgetChoice {
  /** Its place in `candidates`. */
  readonly index: number;
  readonly picture: Picture;
  /** Its file's name. */
  readonly name: string;
}

export function choiceOf(candidates: readonly Picture[], index: number): WidgetChoice | undefined {
  const picture = candidates[index];
  return picture === undefined ? undefined : { index, picture, name: nameOfPicture(picture, `Candidate ${index + 1}`) };
}

/** What a form sends of it: the address as it was given; of a Blob, which has none, its name. */
export function formValueOf({ picture, name }: WidgetChoice): string {
  return picture instanceof Blob ? name : String(picture);
}
