import { categoryOf } from './categoryOf.ts';
import type { DatasetItem } from '../../core/dataset/datasetItem.ts';
import { generationsOf } from './generations.ts';
import { findCandidates, hasSourceColumn, instructionOf, type ImageFinder } from './interpretRow.ts';
import { isBlank, withNumbers } from './judgementValue.ts';
import { isPicture } from './pictureValue.ts';
import { numberOf, RowError, textOf, valueOf, type Row } from './row.ts';
import { tryRead } from './tryRead.ts';

/** What a row without a source says, and what in it was not understood. */
export interface TextToImageRow {
  readonly item: DatasetItem;
  readonly notice: string | undefined;
}

/**
 * Whether a row may be of text-to-image, as far as it can tell alone. It has a prompt. It has no place for a source or
 * an instruction, since both belong to edits.
 */
export function mayBeTextToImage(row: Row): boolean {
  return !hasSourceColumn(row) && isText(row.values['prompt']) && isBlank(row.values['instruction']);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

/**
 * What a row without a source says: one picture, two, or K of them that were made from its prompt. Throws {@link RowError} when
 * something that is needed is missing or unclear.
 */
export function interpretTextToImage(row: Row, findImage: ImageFinder): TextToImageRow {
  requireNoOtherSource(row);
  const candidates = generationsOf(row) ?? findCandidates(row, findImage);
  if (!candidates) throw new RowError(NO_PICTURE);
  const { confidence, notice } = confidenceOf(row);
  const votes = votesOf(row, candidates.candidates.length);
  const folder = textOf(row, 'folder');
  const more = { ...(confidence !== undefined && { confidence }), ...(votes && { votes }), ...(folder && { folder }) };
  return {
    item: { line: row.line, instruction: instructionOf(row), ...candidates, ...more, ...categoryOf(row) },
    notice,
  };
}

const NO_PICTURE =
  'The row names no picture. It is in columns such as "path1" and "path2", "generations", "paths_generated" or "output_path".';

/** In the name of a column that may hold the picture before an edit. */
const SOURCE_LIKE = /(^|_)(src|sources?|orig|originals?|inputs?|before|init|ref|reference)(_|$)/;

/** Edits whose source stands in a column that is not known would be taken for pictures without one. */
function requireNoOtherSource({ values }: Row): void {
  const column = Object.keys(values).find((name) => SOURCE_LIKE.test(name) && isPicture(values[name]));
  if (column === undefined) return;
  throw new RowError(
    `"${column}" seems to hold a source image, and is not read. Call it "path_src" where the pictures are edits of it; remove it where they are not.`,
  );
}

type Confidence = Pick<DatasetItem, 'confidence'> & { readonly notice?: string };

/** A value that cannot be read counts as missing, and is reported. */
function confidenceOf(row: Row): Confidence {
  if (!('confidence' in row.values)) return {};
  const confidence = tryRead(() => numberOf(row, 'confidence'));
  if (confidence.problem === undefined) return { confidence: confidence.value ?? null };
  return { confidence: null, notice: `${confidence.problem} The row is used, as one without a confidence.` };
}

/** Of a pair, where they are two numbers. They decide nothing, so that others are no fault. */
function votesOf(row: Row, count: number): readonly [number, number] | undefined {
  const tried = tryRead(() => withNumbers(valueOf(row, 'choice_dist')));
  const value: unknown = 'value' in tried ? tried.value : undefined;
  if (count !== 2 || !Array.isArray(value) || value.length !== 2) return undefined;
  const [first, second]: readonly unknown[] = value;
  return typeof first === 'number' && typeof second === 'number' ? [first, second] : undefined;
}
