import type { CheckCounts } from '../../../batch/checkKept.ts';
import type { DatasetKind, ImageReference } from '../../../core/dataset/datasetItem.ts';
import { kindWords, whatChanged, type KindWords } from '../../../core/dataset/kindWords.ts';
import { EditRewardError } from '../../../core/errors.ts';
import { directorySink } from '../../nodeFiles.ts';

/** Scores of one dataset are of two pictures of one name. */
export class PicturesDifferError extends EditRewardError {
  override readonly name = 'PicturesDifferError';
}

/** SHA-256 of a picture's file; undefined when it is not there. Throws `DiskError` when it cannot be read. */
export async function digestOfFile(folder: string, { name }: ImageReference): Promise<string | undefined> {
  return (await directorySink(folder).inspect(name))?.sha256;
}

/** What the user has to know of scores of earlier runs, a sentence or two each. */
export function pictureNotes({ changed, missing, unknown }: CheckCounts, journal: string, kind: DatasetKind): string[] {
  const words = kindWords(kind);
  const notes: string[] = [];
  if (changed > 0) {
    notes.push(`${counted(changed, words, 'is', 'are')} scored again: ${whatChanged(changed, kind)} changed.`);
  }
  if (missing > 0) {
    notes.push(
      `${counted(missing, words, 'keeps its score', 'keep their scores')}. The pictures are not there now, so nothing tells whether they ` +
        'have changed.',
    );
  }
  if (unknown > 0) {
    notes.push(
      `${counted(unknown, words, 'was', 'were')} scored by version 0.1. It did not note the pictures, so nothing tells whether they ` +
        `have changed. To score all again, delete ${journal}.`,
    );
  }
  return notes;
}

function counted(count: number, { one, many }: KindWords, ofOne: string, ofMany: string): string {
  return count === 1 ? `1 ${one} ${ofOne}` : `${count} ${many} ${ofMany}`;
}

/** Throws {@link PicturesDifferError} when results would mix scores of two pictures of this name; `advice` says what to do. */
export function requireOnePicture(mixed: string | undefined, advice: string): void {
  if (mixed === undefined) return;
  throw new PicturesDifferError(`The scores are of two different pictures called ${mixed}. ${advice}`, { file: mixed });
}
