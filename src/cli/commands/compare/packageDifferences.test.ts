import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseManifest, type Manifest } from '../../../core/modelPackage/manifest.ts';
import { packageDifferences } from './packageDifferences.ts';

const NANO = parseManifest(readFileSync('public/models/nano/manifest.json', 'utf8'));

/** Nano with another digest of every file whose path is told. */
function withOther(isOther: (path: string) => boolean): Pick<Manifest, 'files'> {
  return { files: NANO.files.map((file) => (isOther(file.path) ? { ...file, sha256: '0'.repeat(64) } : file)) };
}

it('finds none between two packages of one model, whose weights are coded otherwise', () => {
  const other = { ...NANO, ...withOther((path) => path !== NANO.embedding.path), dtype: 'q4', id: 'mine' } as const;
  expect(packageDifferences(NANO, other)).toEqual([]);
  const { headsAtOnce: _, ...vision } = NANO.vision;
  expect(packageDifferences(NANO, { ...NANO, vision: { ...vision, headsAtOnce: 1 } })).toEqual([]);
});

it('names what cannot be of one model', () => {
  const text = { ...NANO.text, numLayers: 5 };
  expect(packageDifferences(NANO, { ...NANO, text })).toEqual(['the sizes of their layers']);
  const heads = NANO.heads.slice(0, 1);
  expect(packageDifferences(NANO, { ...NANO, heads })).toEqual(['their heads']);
  const ofRevision = (revision: string) => ({ ...NANO, source: { revision } });
  expect(packageDifferences(ofRevision('a'), ofRevision('b'))).toEqual(['their revision']);
  expect(packageDifferences(ofRevision('a'), NANO)).toEqual([]);
});

it('tells two checkpoints of one architecture by their embeddings, if those have one precision', () => {
  const other = { ...NANO, ...withOther((path) => path === NANO.embedding.path) };
  expect(packageDifferences(NANO, other)).toEqual(['their table of token embeddings']);
  const dtype = NANO.embedding.dtype === 'fp32' ? 'bf16' : 'fp32';
  expect(packageDifferences(NANO, { ...other, embedding: { ...NANO.embedding, dtype } })).toEqual([]);
});
