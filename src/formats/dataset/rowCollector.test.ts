import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { readDataset } from './readDataset.ts';

/** A row of EditReward-Bench, as JSON. */
const row = (id: string, comparison: string, ranking: string, more = '') => {
  const [a, b] = [comparison.at(0) ?? '', comparison.at(-1) ?? ''];
  const pictures = `"candidate_1": "${a}.png", "candidate_2": "${b}.png"`;
  return `{"id": "${id}", "comparison_type": "${comparison}", "instruction": "do ${id}", "source": "s.png", ${pictures}, "ranking": "${ranking}"${more}}`;
};

async function read(...rows: readonly string[]) {
  const { items, problems, notices } = await readDataset(
    bytesSource('rows', new TextEncoder().encode(rows.join('\n'))),
  );
  return {
    items: items.map(({ line, candidates, ranks, judgement }) => [
      line,
      candidates.length,
      ranks?.join('') ?? judgement?.kind,
    ]),
    problems,
    notices: notices.map(({ line, message }) => `${line} ${message}`),
  };
}

const three = (more = '') => [row('x', 'AvsB', 'A>B', more), row('x', 'AvsC', 'A>C'), row('x', 'BvsC', 'B>C')];

describe('a cell that cannot be read in a row of EditReward-Bench', () => {
  it('is nothing to rows that are joined without it', async () => {
    expect(await read(...three(', "note": 1, "note": 2'))).toEqual({
      items: [[1, 3, '123']],
      problems: [],
      notices: [],
    });
  });

  it.each(['"ranking": "B>A"', '"num_candidates": 3, "num_candidates": 4'])(
    'keeps rows apart, each a pair, where it says how they are joined: %s',
    async (more) => {
      const { items, problems, notices } = await read(...three(`, ${more}`));
      const [first] = more.startsWith('"ranking') ? ['unreadable'] : ['12'];
      expect(items).toEqual([
        [1, 2, first],
        [2, 2, '12'],
        [3, 2, '12'],
      ]);
      expect(problems).toEqual([]);
      expect(notices).toEqual([expect.stringContaining('stands twice in the row')]);
    },
  );

  it('is told where the row needs it', async () => {
    const { items, problems } = await read(
      row('x', 'AvsB', 'A>B', ', "candidate_1": "c.png"'),
      row('y', 'AvsB', 'B>A'),
    );
    expect(items).toEqual([[2, 2, '21']]);
    expect(problems).toEqual([
      { line: 1, message: 'The key "candidate_1" stands twice in the row, with different values. Keep one of them.' },
    ]);
  });
});

it('tells notices in the order of the file', async () => {
  const { notices } = await read(
    row('x', 'AvsB', 'A>B'),
    row('x', 'AvsB', 'B>A'),
    row('y', 'A to B', 'A>B'),
    row('z', 'AvsB', 'A>B'),
    row('z', 'AvsB', 'B>A'),
  );
  expect(notices.map((notice) => notice.slice(0, 6))).toEqual(['1 Id x', '3 The ', '4 Id z']);
});
