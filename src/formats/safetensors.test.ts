import { describe, expect, it } from 'vitest';
import { bytesSource } from '../core/bytes/bytes.ts';
import { MAX_HEADER_BYTES, openSafetensors, readRaw, readRows, rowCountOf, type TensorEntry } from './safetensors.ts';
import { safetensorsBytes, withHeader } from '../testing/safetensorsBytes.ts';

const floats = new Uint8Array(new Float32Array([1, 2, 3, 4, 5, 6]).buffer);
const file = safetensorsBytes({
  // One byte, so that what follows starts at an odd offset.
  flag: { dtype: 'BOOL', shape: [1], data: new Uint8Array([1]) },
  matrix: { dtype: 'F32', shape: [3, 2], data: floats },
  scalar: { dtype: 'F32', shape: [], data: floats.slice(0, 4) },
});

async function entry(name: string): Promise<TensorEntry> {
  const found = (await openSafetensors(bytesSource('model.safetensors', file))).tensors.get(name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

const opening = (bytes: Uint8Array) => openSafetensors(bytesSource('model.safetensors', bytes));

const ENTRY = '{"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}';

/** A header of fp32 tensors `a0`, `a1` and so on at these offsets. */
function entries(...offsets: readonly (readonly [number, number])[]): string {
  const tensors = offsets.map((at, i) => [`a${i}`, { dtype: 'F32', shape: [1], data_offsets: at }]);
  return JSON.stringify(Object.fromEntries(tensors));
}

describe('openSafetensors', () => {
  it('lists every tensor, without the metadata', async () => {
    const { tensors } = await openSafetensors(bytesSource('model.safetensors', file));
    expect([...tensors.keys()]).toEqual(['flag', 'matrix', 'scalar']);
    expect(tensors.get('matrix')).toMatchObject({ dtype: 'F32', shape: [3, 2] });
  });

  it.each([
    ['a file shorter than its length field', new Uint8Array(5), 'shorter than its header'],
    ['a header beyond the end', file.slice(0, 40), 'ends inside its header'],
    ['a header that is not JSON', withHeader('{"a": '), 'not a JSON object'],
    ['a header that is a number', withHeader('3'), 'not a JSON object'],
    ['an entry of another shape', withHeader('{"a": {"dtype": "F32"}}'), 'entry for a'],
    ['an unknown type', withHeader('{"a": {"dtype": "F5", "shape": [0], "data_offsets": [0, 0]}}'), 'unknown type F5'],
    [
      'offsets that do not fit the shape',
      withHeader('{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 4]}}', [floats]),
      'spans 4 bytes',
    ],
    [
      'offsets that go backwards',
      withHeader('{"a": {"dtype": "F32", "shape": [1], "data_offsets": [8, 4]}}'),
      'spans -4',
    ],
    ['data cut short', file.slice(0, -1), 'scalar would end at byte'],
    [
      'a hole before the first',
      withHeader(entries([4, 8]), [floats.slice(0, 8)]),
      '4 bytes before a0 belong to no tensor',
    ],
    ['a hole between two', withHeader(entries([0, 4], [8, 12]), [floats.slice(0, 12)]), '4 bytes before a1 belong'],
    ['shared bytes', withHeader(entries([0, 4], [0, 4]), [floats.slice(0, 4)]), 'a1 shares bytes with a0'],
    ['bytes in half shared', withHeader(entries([0, 4], [2, 6]), [floats.slice(0, 6)]), 'a1 shares bytes with a0'],
    ['bytes at the end that are of nothing', withHeader(entries([0, 4]), [floats.slice(0, 8)]), 'its last 4 bytes'],
    ['data without tensors', withHeader('{}', [floats]), 'its last 24 bytes belong to no tensor'],
    [
      'a key that stands twice',
      withHeader(`{"a": ${ENTRY}, "a": ${ENTRY}}`, [floats.slice(0, 4)]),
      'its header has "a" twice',
    ],
    [
      'a key that stands twice, once escaped',
      withHeader(`{"a": ${ENTRY}, "\\u0061": ${ENTRY}}`, [floats.slice(0, 4)]),
      'its header has "a" twice',
    ],
    [
      'a field that stands twice',
      withHeader('{"a": {"dtype": "F32", "dtype": "F32", "shape": [0], "data_offsets": [0, 0]}}'),
      'its header has "dtype" twice',
    ],
    ['a byte order mark', withHeader(`\ufeff{"a": ${ENTRY}}`, [floats.slice(0, 4)]), 'not a JSON object'],
    ['a header that is a list', withHeader('[]'), 'not a JSON object'],
    ['metadata that are no texts', withHeader('{"__metadata__": {"a": 1}}'), 'no map of texts'],
    [
      'half a byte',
      withHeader('{"a": {"dtype": "F4", "shape": [3], "data_offsets": [0, 2]}}', [floats.slice(0, 2)]),
      'spans 2',
    ],
    [
      'a shape beyond all numbers',
      withHeader('{"a": {"dtype": "U8", "shape": [4294967296, 4294967296], "data_offsets": [0, 0]}}'),
      'spans 0 bytes',
    ],
  ])('refuses %s', async (_, bytes, reason) => {
    await expect(opening(bytes)).rejects.toMatchObject({ name: 'SafetensorsError', file: 'model.safetensors' });
    await expect(opening(bytes)).rejects.toThrow(reason);
  });

  // What the format's own reader (0.8) takes.
  it.each([
    ['tensors in any order', withHeader(entries([4, 8], [0, 4]), [floats.slice(0, 8)]), ['a0', 'a1']],
    ['spaces around the header', withHeader(`  ${entries([0, 4])}   `, [floats.slice(0, 4)]), ['a0']],
    ['no tensors', withHeader('{}'), []],
    [
      'an empty tensor anywhere',
      withHeader(`{"a": ${ENTRY}, "e": {"dtype": "F32", "shape": [0], "data_offsets": [4, 4]}}`, [floats.slice(0, 4)]),
      ['a', 'e'],
    ],
    ['metadata with a key twice', withHeader('{"__metadata__": {"a": "1", "a": "2"}}'), []],
    ['metadata that are null', withHeader('{"__metadata__": null}'), []],
    [
      'names that JavaScript uses itself',
      withHeader(`{"constructor": ${ENTRY}, "__proto__": ${ENTRY.replace('[0, 4]', '[4, 8]')}}`, [floats.slice(0, 8)]),
      ['constructor', '__proto__'],
    ],
  ])('takes %s', async (_, bytes, names) => {
    expect([...(await opening(bytes)).tensors.keys()]).toEqual(names);
  });

  it.each([
    ['C64', [1], 8],
    ['F8_E4M3', [4], 4],
    ['F8_E5M2', [4], 4],
    ['F8_E8M0', [4], 4],
    ['F8_E4M3FNUZ', [4], 4],
    ['F8_E5M2FNUZ', [4], 4],
    ['F6_E2M3', [4], 3],
    ['F6_E3M2', [2, 2], 3],
    ['F4', [2, 3], 3],
    ['U16', [2], 4],
    ['U32', [1], 4],
    ['U64', [1], 8],
  ])('knows how long %s is', async (dtype, shape, byteLength) => {
    const header = JSON.stringify({ a: { dtype, shape, data_offsets: [0, byteLength] } });
    const { tensors } = await opening(withHeader(header, [floats.slice(0, byteLength)]));
    expect(tensors.get('a')).toMatchObject({ dtype, shape });
  });

  it.each([
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n', 'git lfs pull'],
    ['an HTML page', '<!DOCTYPE html><html><body>Sign in</body></html>', 'an HTML page'],
    ['a zip archive', 'PK\u0003\u0004\u0000\u0000\b\b archive/data.pkl', 'torch.save'],
  ])('names %s', async (_, text, expected) => {
    await expect(opening(new TextEncoder().encode(text))).rejects.toThrow(expected);
  });

  it('refuses a huge header before reading it', async () => {
    const length = new Uint8Array(8);
    new DataView(length.buffer).setBigUint64(0, BigInt(MAX_HEADER_BYTES + 1), true);
    const source = {
      name: 'model.safetensors',
      byteLength: 2 ** 40,
      slice: async (start: number, end: number) => {
        if (end > 8) throw new Error('must not be read');
        return length.slice(start, end);
      },
    };
    await expect(openSafetensors(source)).rejects.toThrow(`the format allows ${MAX_HEADER_BYTES}`);
  });
});

describe('readRows', () => {
  it('reads the rows asked for', async () => {
    expect([...(await readRows(await entry('matrix'), 1, 3))]).toEqual([3, 4, 5, 6]);
    expect([...(await readRows(await entry('matrix'), 1, 1))]).toEqual([]);
  });

  it('takes a scalar for one row', async () => {
    const scalar = await entry('scalar');
    expect(rowCountOf(scalar)).toBe(1);
    expect([...(await readRows(scalar, 0, 1))]).toEqual([1]);
  });

  it.each([
    [-1, 1],
    [2, 1],
    [0, 4],
  ])('refuses rows %i to %i of three', async (start, end) => {
    await expect(readRows(await entry('matrix'), start, end)).rejects.toMatchObject({ name: 'SafetensorsError' });
  });

  it('refuses a type that is no float', async () => {
    await expect(readRows(await entry('flag'), 0, 1)).rejects.toThrow('Weights of type BOOL are not supported');
  });
});

it('reads raw bytes as they stand', async () => {
  expect(await readRaw(await entry('matrix'))).toEqual(floats);
});
