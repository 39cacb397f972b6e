import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeWithFixtures, fixturePath } from '../../testing/fixtures.ts';
import { openSafetensors, readRaw, readRows, rowCountOf } from '../../formats/safetensors.ts';
import { at } from '../at.ts';
import { bytesSource } from '../bytes/bytes.ts';
import type { Segment } from '../prompt/promptSegments.ts';
import { positionTableRows } from './positionTable.ts';
import { frequencyAxes, textRotary, tokenRotary } from './rotary.ts';
import { tokenPositions, type AxisPositions } from './tokenPositions.ts';
import { patchPlaces } from './windowLayout.ts';

const IMAGE_TOKEN = 151655;
const MERGE_SIZE = 2;
/** Of the checkpoint qwen3-a. */
const HEAD_DIM = 16;
const ROPE_THETA = 5_000_000;
const POSITIONS = { kind: 'mrope', sections: [4, 2, 2], interleaved: true } as const;
const TABLE_SIDE = 48;

interface MixedCase {
  readonly segments: readonly Segment[];
  readonly grids: readonly { readonly gridHeight: number; readonly gridWidth: number }[];
}

/** The case whose intermediates are known. */
function mixedCase(): MixedCase {
  const golden = JSON.parse(readFileSync(fixturePath('qwen3', 'golden.json'), 'utf8')) as Record<
    string,
    { id: string; dim1: { input_ids: number[] }; image_grid_thw: [number, number, number][] }[]
  >;
  const found = golden['qwen3-a']?.find(({ id }) => id === 'mixed');
  if (!found) throw new Error('no case mixed');
  const grids = found.image_grid_thw.map(([, gridHeight, gridWidth]) => ({ gridHeight, gridWidth }));
  return { segments: segmentsOf(found.dim1.input_ids), grids };
}

/** Each run of image tokens is one image. */
function segmentsOf(ids: readonly number[]): Segment[] {
  let image = 0;
  return ids.flatMap((id, index): Segment[] => {
    if (id !== IMAGE_TOKEN) return [{ kind: 'tokens', ids: [id] }];
    return ids[index - 1] === IMAGE_TOKEN ? [] : [{ kind: 'image', image: image++ }];
  });
}

async function official(file: string, tensor: string): Promise<Float32Array> {
  const path = fixturePath('qwen3', ...file.split('/'));
  const { tensors } = await openSafetensors(bytesSource(file, readFileSync(path)));
  const entry = tensors.get(tensor);
  if (!entry) throw new Error(`${file} has no ${tensor}`);
  if (entry.dtype !== 'I32') return readRows(entry, 0, rowCountOf(entry));
  const bytes = await readRaw(entry);
  return Float32Array.from(new Int32Array(Uint8Array.from(bytes).buffer));
}

function positionsOf({ segments, grids }: MixedCase): AxisPositions {
  const images = grids.map(({ gridHeight, gridWidth }) => ({
    rows: gridHeight / MERGE_SIZE,
    columns: gridWidth / MERGE_SIZE,
  }));
  return tokenPositions(segments, images, 0, 'mrope');
}

describeWithFixtures('positions beside the official code', () => {
  it('are its position_ids', async () => {
    const expected = await official('qwen3-a-mixed.safetensors', 'position_ids');
    expect(positionsOf(mixedCase()).flatMap((axis) => [...axis])).toEqual([...expected]);
  });

  it.each(['cos', 'sin'] as const)('turn by its %s', async (name) => {
    const expected = await official('qwen3-a-mixed.safetensors', `rotary_${name}`);
    const positions = positionsOf(mixedCase());
    const most = Math.max(...positions.map((axis) => axis.reduce((a, b) => Math.max(a, b), 0)));
    const table = textRotary(most + 1, HEAD_DIM, ROPE_THETA);
    const tables = tokenRotary(table, positions, frequencyAxes(HEAD_DIM, POSITIONS), 0);
    // The official rows hold each half twice.
    expect(tables.rows * tables.columns * 2).toBe(expected.length);
    const difference = tables[name].reduce((worst, value, i) => {
      const [token, frequency] = [Math.floor(i / tables.columns), i % tables.columns];
      return Math.max(worst, Math.abs(value - at(expected, token * tables.columns * 2 + frequency)));
    }, 0);
    expect(difference).toBeLessThan(1e-7);
  });

  it('read its table of learned positions', async () => {
    const table = await official('checkpoints/qwen3-a/model.safetensors', 'model.visual.pos_embed.weight');
    const expected = await official('qwen3-a-mixed.safetensors', 'position_embeds');
    const width = table.length / TABLE_SIDE ** 2;
    const actual = mixedCase().grids.flatMap((grid) => {
      const places = patchPlaces(grid.gridHeight, grid.gridWidth, MERGE_SIZE);
      const { rows, weights } = positionTableRows(places, grid, TABLE_SIDE);
      return places.flatMap((_, patch) =>
        Array.from({ length: width }, (__, k) =>
          [0, 1, 2, 3].reduce((sum, corner) => {
            const index = corner * places.length + patch;
            return Math.fround(sum + Math.fround(at(weights, index) * at(table, at(rows, index) * width + k)));
          }, 0),
        ),
      );
    });
    expect(actual.length).toBe(expected.length);
    const difference = actual.reduce((worst, value, i) => Math.max(worst, Math.abs(value - at(expected, i))), 0);
    expect(difference).toBe(0);
  });
});
