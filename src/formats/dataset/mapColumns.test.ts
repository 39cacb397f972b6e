import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import type { ColumnMapping, ColumnRole } from '../../core/dataset/columnMapping.ts';
import type { DatasetItem } from '../../core/dataset/datasetItem.ts';
import { mapColumns } from './mapColumns.ts';
import { readDataset } from './readDataset.ts';

const mapping = (...uses: readonly (readonly [ColumnRole, string])[]): ColumnMapping =>
  uses.map(([role, column]) => ({ role, column }));
const fail = (_line: number, message: string) => expect.fail(message);
const source = (text: string) => bytesSource('d.csv', new TextEncoder().encode(text));
const read = (text: string, columns: ColumnMapping) => readDataset(source(text), { columns });

const edits = (items: readonly DatasetItem[]) =>
  items.map(({ line, instruction, source: of, candidates, judgement }) => [
    line,
    instruction,
    of?.name,
    candidates.map(({ image, model, humanScore }) => [image.name, model, humanScore]),
    judgement?.kind,
  ]);

const models = (items: readonly DatasetItem[]) => items.map(({ candidates }) => candidates.map(({ model }) => model));

/** Several columns of edits. */
const several = (...columns: string[]) =>
  mapping(['instruction', 'q'], ['source', 'b'], ...columns.map((name) => ['edited', name] as const));

const SINGLE = mapping(['source', 'before'], ['edited', 'after'], ['instruction', 'ask'], ['editor', 'who']);

describe('columns that the user names', () => {
  it('are read of a table none of whose names is known', async () => {
    const { items, problems } = await read('Ask,Before,After,Who\nMake it red,s/1.png,f/1.png,flux\n', SINGLE);
    expect(problems).toEqual([]);
    expect(edits(items)).toEqual([[2, 'Make it red', 's/1.png', [['f/1.png', 'flux', undefined]], 'absent']]);
  });

  it('are read of JSON, with lists of edits and of their editors', async () => {
    const rows = [{ ask: 'Red', before: 's.png', after: ['a.png', 'b.png'], who: ['flux', 'omni'] }];
    const { items } = await read(JSON.stringify({ all: rows }), SINGLE);
    expect(edits(items)).toMatchObject([
      [
        1,
        'Red',
        's.png',
        [
          ['a.png', 'flux', undefined],
          ['b.png', 'omni', undefined],
        ],
        'absent',
      ],
    ]);
  });

  it('are all that is read: others mean nothing, whatever they are called', async () => {
    const text = 'ask,before,after,who,source,output,score,ranking\nRed,s.png,a.png,x,caption,b.png,5,B>A\n';
    expect(edits((await read(text, SINGLE)).items)).toEqual([
      [2, 'Red', 's.png', [['a.png', 'x', undefined]], 'absent'],
    ]);
  });

  it('may be a category', () => {
    const rows: object[] = [];
    const sink = { row: ({ values }: { values: object }) => void rows.push(values), problem: fail, remark: fail };
    const columns = mapping(['instruction', 'q'], ['edited', 'a'], ['category', 'kind']);
    mapColumns(sink, columns).row({ line: 1, values: { q: 'a fox', a: '1.png', kind: 'animals', other: 1 } });
    expect(rows).toEqual([{ prompt: 'a fox', output_path: '1.png', category: 'animals' }]);
  });

  it('may be what people said: a score of one edit, a vote on several', async () => {
    const scored = await read('q,b,a,points\nRed,s.png,a.png,4.5\n', [
      ...mapping(['instruction', 'q'], ['source', 'b'], ['edited', 'a'], ['score', 'points']),
    ]);
    expect(edits(scored.items)).toEqual([[2, 'Red', 's.png', [['a.png', undefined, 4.5]], 'understood']]);
    const pair = mapping(['instruction', 'q'], ['source', 'b'], ['edited', 'x1'], ['edited', 'x2'], ['vote', 'people']);
    const voted = await read('q,b,x1,x2,people\nRed,s.png,a.png,b.png,B>A\nRed,s.png,a.png,b.png,\n', pair);
    expect(voted.items.map(({ ranks }) => ranks)).toEqual([[2, 1], undefined]);
  });

  it('name their editors, where there is a column of edits for each', async () => {
    const wide = await read('q,b,flux,omni\nRed,s.png,f/1.png,o/1.png\n', several('flux', 'omni'));
    expect(models(wide.items)).toEqual([['flux', 'omni']]);
    expect(wide.notes).toEqual([
      'As you said, "q" is the instruction, "b" is the source, "flux" is an edit, "omni" is an edit.',
      'The editing models are called as their columns: flux, omni.',
    ]);
    const counted = await read('q,b,edit_1,edit_2\nRed,s.png,f/1.png,o/1.png\n', several('edit_1', 'edit_2'));
    expect(models(counted.items)).toEqual([[undefined, undefined]]);
    expect(counted.notes).toHaveLength(1);
    const placed = await read('q,b,image_a,image_b\nRed,s.png,f/1.png,o/1.png\n', several('image_a', 'image_b'));
    expect(models(placed.items)).toEqual([[undefined, undefined]]);
  });

  it('without a source are of pictures from prompts, and no layout invents a vote', async () => {
    const pair = mapping(['instruction', 'q'], ['edited', 'l'], ['edited', 'r'], ['editor', 'ml'], ['editor', 'mr']);
    const { items } = await read('q,l,r,ml,mr\na fox,1.png,2.png,x,y\n', pair);
    expect(edits(items)).toEqual([
      [
        2,
        'a fox',
        undefined,
        [
          ['1.png', 'x', undefined],
          ['2.png', 'y', undefined],
        ],
        'absent',
      ],
    ]);
  });

  it('must be there', async () => {
    await expect(read('ask,before,after\nRed,s.png,a.png\n', SINGLE)).rejects.toMatchObject({
      name: 'UnknownColumnsError',
      message: '"who" is no column of d.csv. It has "ask", "before", "after".',
    });
  });
});
