export const PICTURE = /\.(png|jpe?g|jfif|webp|avif|gif|bmp)$/i;

/** One source with its edits, as paths. */
export interface PictureSet {
  readonly source: string;
  readonly edits: readonly string[];
  /** Who made each edit, where the names tell. */
  readonly models?: readonly string[];
  /** Where its instruction is, the first of them that is there. */
  readonly instructions: readonly string[];
}

export interface FoundSets {
  readonly sets: readonly PictureSet[];
  /** Pictures that belong to no set. */
  readonly unused: readonly string[];
  /** How the names were understood, where that is not plain: a sentence. */
  readonly note?: string;
}
