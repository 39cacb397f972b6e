import type { ImageReference } from '../../core/dataset/datasetItem.ts';
import { benchLetters } from './benchLetters.ts';
import { instructionOf, sourceOf, type ImageFinder } from './interpretRow.ts';
import { shown } from './judge.ts';
import { numberOf, textOf, type Row } from './row.ts';
import { tryRead } from './tryRead.ts';

/** A row and the two edits in it. */
export interface BenchPair {
  readonly row: Row;
  readonly letters: readonly [string, string];
  readonly edits: readonly { readonly image: ImageReference | undefined; readonly model: string | undefined }[];
}

/** Undefined when the row does not say which two edits it compares. */
export function pairOf(row: Row, findImage: ImageFinder): BenchPair | undefined {
  const letters = benchLetters(row);
  const edits = [1, 2].map((place) => ({
    image: findImage(row, `candidate_${place}`),
    model: textOf(row, `model_${place}`),
  }));
  return letters && { row, letters, edits };
}

/** The first thing that two rows say differently. */
export function disagreement(group: readonly BenchPair[], findImage: ImageFinder): string | undefined {
  const seen = new Map<string, { readonly line: number; readonly value: Claim }>();
  for (const pair of group) {
    for (const [what, value] of claimsOf(pair, findImage)) {
      const before = seen.get(what);
      const { line } = pair.row;
      if (value === undefined) continue;
      if (before === undefined) seen.set(what, { line, value });
      else if (before.value !== value) {
        const said = `${what} is ${shown(before.value)} in line ${before.line}, and ${shown(value)} in line ${line}`;
        return `Its rows contradict each other: ${said}.`;
      }
    }
  }
  return undefined;
}

type Claim = string | number;

/** What a row says of the item, without the order. Undefined for what it does not say. */
function claimsOf({ row, letters, edits }: BenchPair, findImage: ImageFinder): [string, Claim | undefined][] {
  return [
    ['num_candidates', countSaid(row)],
    ['the instruction', sayable(() => instructionOf(row))],
    ['the source', named(sayable(() => sourceOf(row, findImage)))],
    ...edits.flatMap(({ image, model }, k): [string, Claim | undefined][] => [
      [`edit ${letters[k]}`, named(image)],
      [`the model of edit ${letters[k]}`, model],
    ]),
  ];
}

/** Undefined for what cannot be used, which is no claim. */
function sayable<Value>(read: () => Value): Value | undefined {
  const tried = tryRead(read);
  return 'value' in tried ? tried.value : undefined;
}

function countSaid(row: Row): Claim | undefined {
  const count = tryRead(() => numberOf(row, 'num_candidates'));
  return 'value' in count ? count.value : sayable(() => textOf(row, 'num_candidates'));
}

/** Pictures in the file have a name for each row, and are not read yet. */
function named(image: ImageReference | undefined): string | undefined {
  return image?.kind === 'file' ? image.name : undefined;
}
