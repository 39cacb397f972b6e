import { ABSENT, UNDERSTOOD, type Judgement } from '../core/dataset/judgement.ts';
import type { ResultItem, ResultScore } from '../core/dataset/resultItem.ts';

interface Labels {
  readonly ranks?: readonly number[];
  readonly humans?: readonly number[];
  readonly models?: readonly string[];
  /** By default people's, where there are ranks or scores. */
  readonly judgement?: Judgement;
  /** Items of one source and instruction belong together. */
  readonly source?: string;
}

interface PromptLabels extends Omit<Labels, 'source'> {
  /** Items of one prompt belong together. */
  readonly prompt?: string;
  readonly folder?: string;
}

/** For tests: an item of text-to-image, of its own prompt unless `prompt` names one. */
export function promptItem<Score extends ResultScore>(
  line: number,
  scores: readonly Score[],
  { prompt = `Prompt ${line}`, folder, ...labels }: PromptLabels,
): ResultItem & { readonly scores: readonly Score[] } {
  const { item } = resultItem(line, scores, labels);
  const { source: _, ...others } = item;
  return { item: { ...others, instruction: prompt, ...(folder !== undefined && { folder }) }, scores };
}

/** For tests: an item of its own source unless `source` names one. */
export function resultItem<Score extends ResultScore>(
  line: number,
  scores: readonly Score[],
  { ranks, humans, models, judgement = ranks || humans ? UNDERSTOOD : ABSENT, source = `${line}.png` }: Labels,
): ResultItem & { readonly scores: readonly Score[] } {
  const candidates = scores.map((_, k) => ({
    image: { kind: 'file', name: `${line}-${k}.png` } as const,
    model: models?.[k],
    humanScore: humans?.[k],
  }));
  return {
    item: { line, instruction: `Edit ${source}`, source: { kind: 'file', name: source }, candidates, ranks, judgement },
    scores,
  };
}
