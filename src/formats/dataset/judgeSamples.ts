import { imageByPath, interpretRow } from './interpretRow.ts';

export const common = { instruction: 'Make it blue', source: 's.png' };
export const PAIR = { ...common, path1: 'edits/a.png', path2: 'edits/b.png', model1: 'Alpha', model2: 'Beta 2' };
export const THREE = { ...common, paths_generated: ['a.png', 'b.png', 'c.png'] };
export const SIDES = { ...common, left_output_image: 'a.png', right_output_image: 'b.png' };
export const BENCH = { ...common, candidate_1: 'a.png', candidate_2: 'b.png', comparison_type: 'AvsB' };

/** What a row says of its edits. */
export function judged(values: Readonly<Record<string, unknown>>) {
  const { ranks, judgement } = interpretRow({ line: 1, values }, imageByPath);
  return { ranks, kind: judgement?.kind, reason: judgement?.kind === 'unreadable' ? judgement.reason : undefined };
}

/** Columns of judgements that say nothing. */
export const BLANK = [{}, { ranking: '' }, { human_vote: null }, { ranking: '  ', winner: 'None', vote: [] }];
