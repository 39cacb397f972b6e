import type { DatasetKind } from '../../core/dataset/datasetItem.ts';
import type { TextName } from '../../core/task.ts';

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
