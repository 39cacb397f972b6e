import { readBenchRows } from './benchRows.ts';
import { imageByPath } from './interpretRow.ts';

/** Rows of id y, numbered from 1: a comparison and its ranking, and what is else in the row. */
export type BenchRows = readonly (readonly [string, string | null, Record<string, unknown>?])[];

/** What is read of them, where the id says that it has `count` edits. */
export function readRows(count: unknown, rows: BenchRows) {
  const values = rows.map(([comparison, ranking, others]) => ({
    id: 'y',
    dataset: 'set',
    instruction: 'Make it blue',
    source_image: 's.png',
    num_candidates: count,
    comparison_type: comparison,
    ranking,
    candidate_1: `${comparison[0]?.toLowerCase()}.png`,
    candidate_2: `${comparison.at(-1)?.toLowerCase()}.png`,
    ...others,
  }));
  const found = readBenchRows(
    values.map((one, k) => ({ line: k + 1, values: one })),
    imageByPath,
  );
  return {
    ...found,
    shown: found.items.map(({ line, candidates, ranks, judgement }) => [
      line,
      candidates.map(({ image }) => image.name.replace('.png', '')).join(''),
      ranks?.join('') ?? judgement?.kind,
    ]),
    messages: [...found.problems, ...found.notices].map(({ line, message }) => `${line}: ${message}`),
  };
}
