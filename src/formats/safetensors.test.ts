import { describe, expect, it } from 'vitest';
import { bytesSource } from '../core/bytes.ts';
import { MAX_HEADER_BYTES, openSafetensors, readRaw, readRows, rowCountOf, type TensorEntry } from './safetensors.ts';
import { safetensorsBytes, withHeader } from './safetensorsBytes.ts';

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
  ])('refuses %s', async (_, bytes, reason) => {
    await expect(opening(bytes)).rejects.toMatchObject({ name: 'SafetensorsError', file: 'model.safetensors' });
    await expect(opening(bytes)).rejects.toThrow(reason);
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
