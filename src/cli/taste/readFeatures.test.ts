import { expect, it } from 'vitest';
import { entryKey } from '../../core/dataset/candidateKey.ts';
import type { DatasetItem, ImageReference } from '../../core/dataset/datasetItem.ts';
import { keyCandidates } from './readFeatures.ts';

const SHA256 = 'd'.repeat(64);

function embedded(name: string, byte: number): ImageReference {
  return { kind: 'embedded', name, read: async () => Uint8Array.of(byte) };
}

function file(name: string): ImageReference {
  return { kind: 'file', name };
}

/** A row of a dataset that holds its pictures. */
function row(line: number, source: ImageReference, edits: readonly ImageReference[]): DatasetItem {
  const candidates = edits.map((image) => ({ image, model: undefined, humanScore: undefined }));
  return { line, instruction: `instruction ${line}`, source, candidates, ranks: [1, 2] };
}

async function groupsOf(items: readonly DatasetItem[]) {
  const { candidates } = await keyCandidates(items, SHA256, () => Promise.reject(new Error('no file is asked for')));
  return items.map(({ line }) => [0, 1].map((candidate) => candidates.get(entryKey({ line, candidate }))?.group));
}

it('rows that hold the same source are of one group, whatever it is called in each', async () => {
  const [first = [], second = [], third = []] = await groupsOf([
    row(1, embedded('source of row 1', 1), [embedded('a of row 1', 2), embedded('b of row 1', 3)]),
    row(2, embedded('source of row 2', 1), [embedded('a of row 2', 4), embedded('b of row 2', 5)]),
    row(3, embedded('source of row 3', 6), [embedded('a of row 3', 7), embedded('b of row 3', 8)]),
  ]);
  expect(new Set([...first, ...second]).size).toBe(1);
  expect(third[0]).toBe(third[1]);
  expect(third[0]).not.toBe(first[0]);
});

it('a picture that cannot be read is known by its name, and is told of when it is scored', async () => {
  const broken: ImageReference = { kind: 'embedded', name: 'broken', read: () => Promise.reject(new Error('damaged')) };
  const [[first] = []] = await groupsOf([row(1, embedded('source', 1), [broken, embedded('b', 2)])]);
  expect(first).toEqual(expect.any(String));
});

it('pictures that are not there are told of, and so are those whose source is not', async () => {
  const there = new Set(['s.png', 'a.png', 'c.png', 'd.png']);
  const digestOfFile = async ({ name }: ImageReference) => (there.has(name) ? name.padEnd(64, '0') : undefined);
  const rows = [
    row(4, file('s.png'), [file('a.png'), file('b.png')]),
    row(9, file('t.png'), [file('c.png'), file('d.png')]),
  ];
  const { candidates, missing } = await keyCandidates(rows, SHA256, digestOfFile);
  expect(missing).toEqual([
    { line: 4, name: 'b.png' },
    { line: 9, name: 't.png' },
    { line: 9, name: 't.png' },
  ]);
  expect([...candidates.keys()]).toEqual([entryKey({ line: 4, candidate: 0 })]);
});
