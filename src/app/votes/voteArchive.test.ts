import { expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { imagesOf } from '../../core/dataset/datasetItem.ts';
import { readDataset } from '../../formats/dataset/readDataset.ts';
import { voteArchive } from './voteArchive.ts';
import { voteSample } from './voteSamples.ts';

const END_OF_DIRECTORY = 0x06054b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;

/** The files of a zip whose files are stored as they are, by its directory. */
function unzip(bytes: Uint8Array): Map<string, string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.byteLength - END_BYTES;
  expect(view.getUint32(end, true)).toBe(END_OF_DIRECTORY);
  const files = new Map<string, string>();
  let entry = view.getUint32(end + 16, true);
  for (let k = 0; k < view.getUint16(end + 10, true); k++) {
    const [size, nameLength, local] = [entry + 24, entry + 28, entry + 42];
    const textAt = (start: number, length: number) => new TextDecoder().decode(bytes.subarray(start, start + length));
    const [names, offset] = [view.getUint16(nameLength, true), view.getUint32(local, true)];
    const start = offset + LOCAL_BYTES + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    expect(view.getUint16(entry + 10, true)).toBe(0);
    files.set(textAt(entry + ENTRY_BYTES, names), textAt(start, view.getUint32(size, true)));
    entry += ENTRY_BYTES + names + view.getUint16(entry + 30, true) + view.getUint16(entry + 32, true);
  }
  return files;
}

const picture = (name: string, digit: string) => ({ name, sha256: digit.repeat(64) });

it('holds the votes as a dataset, and each of its pictures once, where the dataset says', async () => {
  const [source, a, b] = [picture('s.png', '0'), picture('a.png', '1'), picture('grün.png', '2')];
  const votes = [
    voteSample('1', { source, candidates: [a, b], ranks: [2, 1] }),
    voteSample('2', { source, candidates: [b, a], ranks: [1, 1] }),
  ];
  const zip = await voteArchive(votes, async (sha256) => new Blob([`bytes of ${sha256[0]}`]));
  const files = unzip(new Uint8Array(await zip.arrayBuffer()));
  const text = files.get('votes.jsonl') ?? '';
  const { items, problems } = await readDataset(bytesSource('votes.jsonl', new TextEncoder().encode(text)));
  expect(problems).toEqual([]);
  expect(items.map(({ ranks }) => ranks)).toEqual([
    [2, 1],
    [1, 1],
  ]);
  const pictures = items.map((item) => imagesOf(item).map(({ name }) => files.get(name)));
  expect(pictures).toEqual([
    ['bytes of 0', 'bytes of 1', 'bytes of 2'],
    ['bytes of 0', 'bytes of 2', 'bytes of 1'],
  ]);
  expect(files.size).toBe(4);
});

it('leaves out a picture that is kept no more', async () => {
  const votes = [voteSample('1', { candidates: [picture('a.png', '1'), picture('b.png', '2')] })];
  const zip = await voteArchive(votes, async (sha256) => (sha256.startsWith('1') ? new Blob(['a']) : undefined));
  const names = [...unzip(new Uint8Array(await zip.arrayBuffer())).keys()];
  expect(names).toEqual(['votes.jsonl', `pictures/${'1'.repeat(64)}-a.png`]);
});
