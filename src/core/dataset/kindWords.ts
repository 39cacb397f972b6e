import type { TextName } from '../task.ts';
import type { DatasetKind } from './datasetItem.ts';

/** What people call the parts of a dataset. */
export interface KindWords {
  /** A picture that is scored, and several. */
  readonly one: string;
  readonly many: string;
  /** What says how it should look. */
  readonly text: TextName;
}

const WORDS: Readonly<Record<DatasetKind, KindWords>> = {
  edits: { one: 'edit', many: 'edits', text: 'instruction' },
  textToImage: { one: 'picture', many: 'pictures', text: 'prompt' },
};

export function kindWords(kind: DatasetKind): KindWords {
  return WORDS[kind];
}

/** At the start of a label: "Edit". */
export function capitalized(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

/** Before "changed": an edit is of two pictures, its source being one of them. */
export function whatChanged(number: number, kind: DatasetKind): string {
  if (kind === 'textToImage') return number === 1 ? 'it has' : 'they have';
  return number === 1 ? 'its pictures have' : 'their pictures have';
}
