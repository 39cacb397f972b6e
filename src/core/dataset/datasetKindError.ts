import { EditRewardError } from '../errors.ts';
import { hasSource, type Task } from '../task.ts';
import type { DatasetKind } from './datasetItem.ts';

/** A dataset is of the other kind than what the model judges. */
export class DatasetKindError extends EditRewardError {
  override readonly name = 'DatasetKindError';
}

/** What a model is called, and what it is shown. */
export interface JudgingModel {
  readonly title: string;
  readonly task: Task;
}

/** Why the model cannot judge datasets of this kind; undefined when it can. `file` names the one in question. */
export function kindProblem(file: string, kind: DatasetKind, model: JudgingModel): string | undefined {
  if (kind === (hasSource(model.task) ? 'edits' : 'textToImage')) return undefined;
  return `${file} ${kind === 'edits' ? editsRefused(model) : promptsRefused(model)}`;
}

/** Throws {@link DatasetKindError} when the model cannot judge datasets of this kind. */
export function requireSameKind(file: string, kind: DatasetKind, model: JudgingModel): void {
  const problem = kindProblem(file, kind, model);
  if (problem !== undefined) throw new DatasetKindError(problem, { file });
}

function editsRefused({ title }: JudgingModel): string {
  return (
    `is of edits, each with its source, and ${title} judges a picture by its prompt alone: it would never see the source. ` +
    'Score it with a model of edits, such as EditReward.'
  );
}

function promptsRefused({ title }: JudgingModel): string {
  return (
    `is of pictures without a source, and ${title} judges edits: it compares each with its source. Score it with a model that ` +
    'judges a picture by its prompt, such as HPSv3.'
  );
}
