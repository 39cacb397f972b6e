import type { DatasetItem } from '../../../core/dataset/datasetItem.ts';
import { EditRewardError } from '../../../core/errors.ts';
import { formatCountOf } from '../../../core/formatNumbers.ts';
import type { TrainingLoss } from '../../../taste/loss/trainingLoss.ts';
import { gradesOfDimensions, gradesOfItems } from '../../../taste/gradesOfItems.ts';
import type { Labels } from '../../../taste/trainingSet.ts';
import { headsOf, votesOfDimensions, votesOfItems, type FindFeatures } from '../../../taste/votesOfItems.ts';
import type { LabelKind } from './labelKind.ts';

/** A dataset does not say what is to be learned from it. */
export class LabelsError extends EditRewardError {
  override readonly name = 'LabelsError';
}

/** What the user asked for, and of what. */
export interface LabelsWish {
  /** For messages. */
  readonly file: string;
  readonly items: readonly DatasetItem[];
  /** Undefined: of dimensions, where the dataset has any. */
  readonly labels: LabelKind | undefined;
  /** Whether the scores of the first dimension count as a judgement of the whole. */
  readonly judgesByFirstDimension: boolean;
  /** The model's, in its order. */
  readonly model: { readonly id: string; readonly heads: readonly { readonly label: string }[] };
}

/** The dimensions that heads learn from, by head, as the dataset calls them. Undefined: all learn from the whole. Throws {@link LabelsError}. */
export function chooseDimensions(wish: LabelsWish): readonly string[] | undefined {
  const { file, items, labels, model, judgesByFirstDimension } = wish;
  if (labels === 'overall') return undefined;
  const names = dimensionNames(items);
  if (labels === undefined && (names.length === 0 || judgesByFirstDimension)) return undefined;
  if (names.length === 0) throw new LabelsError(`${file} ${NO_DIMENSIONS}`, { file });
  if (names.length === model.heads.length) return names;
  const heads = model.heads.map(({ label }) => label).join(', ');
  throw new LabelsError(
    `${file} has scores of ${formatCountOf(names.length, 'dimension')} (${names.join(', ')}), and ${model.id} has ` +
      `${formatCountOf(model.heads.length, 'head')} (${heads}), each of which learns from its own. Give it a column for each, in that ` +
      'order, which may be empty where nothing is known; or add --labels overall to learn from judgements of the whole.',
    { file },
  );
}

const NO_DIMENSIONS =
  'has no scores of single dimensions. They are in columns such as "model1_dim1_score" and "model2_dim1_score"; with --columns no others ' +
  'are read. Add --labels overall to learn from judgements of the whole.';

/** None where no cell holds a score. */
function dimensionNames(items: readonly DatasetItem[]): string[] {
  const isScored = items.some(({ dimensions = [] }) =>
    dimensions.some(({ scores }) => scores.some((score) => score !== undefined)),
  );
  if (!isScored) return [];
  return headsOf(items).map((head) => {
    const named = items.find(({ dimensions = [] }) => dimensions.length > head);
    return named?.dimensions?.[head]?.name ?? '';
  });
}

/** What is learned from. Throws {@link LabelsError} where the dataset holds only what another loss learns from. */
export function labelsOfDataset(
  { file, items }: Pick<LabelsWish, 'file' | 'items'>,
  find: FindFeatures,
  { loss, isOfDimensions }: { readonly loss: TrainingLoss; readonly isOfDimensions: boolean },
): Labels {
  const [votesOf, gradesOf] = isOfDimensions ? [votesOfDimensions, gradesOfDimensions] : [votesOfItems, gradesOfItems];
  // Only one of both is made: scores of a thousand pictures of one prompt would be half a million votes.
  if (loss === 'regression') {
    const grades = gradesOf(items, find);
    if (grades.length === 0 && votesOf(items, find).length > 0) throw new LabelsError(`${file} ${NO_SCORES}`, { file });
    return { votes: [], grades };
  }
  const votes = votesOf(items, find);
  if (votes.length === 0 && gradesOf(items, find).length > 0) throw new LabelsError(`${file} ${NO_VOTES}`, { file });
  return { votes, grades: [] };
}

const NO_SCORES =
  'says which pictures are better, and gives no scores. A score of an edit that stands alone in its row is in "score", those of ' +
  'dimensions in columns such as "model1_dim1_score". Learn from the votes with another --loss.';
const NO_VOTES =
  'gives scores, and no two of them are of edits of one source with one instruction, so that none is better than another. Learn from ' +
  'the scores themselves with --loss regression.';
