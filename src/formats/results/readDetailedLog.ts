import * as v from 'valibot';
import { judgementOf } from '../../core/dataset/judgement.ts';
import type { ResultItem } from '../../core/dataset/resultItem.ts';
import { messageOf } from '../../core/errors.ts';
import { parseRanking } from '../dataset/ranking.ts';
import { judgementOfKind } from './readScores.ts';
import { ResultsFileError, whatIsWrong } from './resultsFileError.ts';

const entrySchema = v.object({
  file_name: v.exactOptional(v.string(), ''),
  prompt: v.string(),
  ground_truth: v.string(),
  /** Only what is ranked is in a log. Version 0.1 and EditReward's own code have no such key. */
  judgement: v.exactOptional(v.picklist(['understood', 'scores', 'assumed', 'unknown'])),
  model_outputs: v.array(v.object({ path: v.string(), score: v.pipe(v.number(), v.finite()) })),
});

/**
 * The parsed `<name>_detailed_log.json` of EditReward's own evaluation or ours: ranked items with their rewards alone. It
 * names no source and no editing models, so each item is taken for one of its own source. Throws {@link ResultsFileError}.
 */
export function parseDetailedLog(file: string, value: unknown): ResultItem[] {
  if (!Array.isArray(value)) {
    throw new ResultsFileError(`${file} is no detailed log, which would be a list.`, { file });
  }
  return value.map((entry: unknown, index) => parseEntry(file, entry, index + 1));
}

function parseEntry(file: string, entry: unknown, place: number): ResultItem {
  const parsed = v.safeParse(entrySchema, entry);
  if (!parsed.success) throw wrong(file, place, `${whatIsWrong(parsed.issues)}.`);
  const { file_name: split, prompt, ground_truth: order, judgement: kind, model_outputs: outputs } = parsed.output;
  const item = {
    line: place,
    instruction: prompt,
    source: { kind: 'file', name: `${split} ${place}` } as const,
    candidates: outputs.map(({ path }) => ({
      image: { kind: 'file', name: path } as const,
      model: undefined,
      humanScore: undefined,
    })),
    ranks: ranksOf(file, place, order, outputs.length),
  };
  return {
    item: { ...item, judgement: judgementOf({ ...item, judgement: kind && judgementOfKind(kind) }) },
    scores: outputs.map(({ score }) => ({ reward: score })),
  };
}

function ranksOf(file: string, place: number, order: string, count: number): number[] {
  try {
    return parseRanking(order, count);
  } catch (error) {
    throw wrong(file, place, messageOf(error));
  }
}

function wrong(file: string, place: number, what: string): ResultsFileError {
  return new ResultsFileError(`${file}, entry ${place}: ${what}`, { file });
}
