import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../core/bytes/bytes.ts';
import { readDataset } from './readDataset.ts';
import { LAYOUTS, TEMPLATES, templateText, type TemplateLayout } from './templates.ts';

async function read(layout: TemplateLayout) {
  const bytes = new TextEncoder().encode(templateText({ layout }));
  const { items, problems, notices } = await readDataset(bytesSource(layout, bytes));
  expect([problems, notices]).toEqual([[], []]);
  return items.map(({ instruction, source, candidates, ranks }) => [
    instruction,
    source?.name,
    candidates.map(({ image, model }) => `${model}: ${image.name}`),
    ranks,
  ]);
}

const RED = 'Make the car red, and keep the rest';
const REMOVE = 'Remove the person on the left';

describe('a template', () => {
  it('is there for each layout', () => {
    expect(TEMPLATES.map(({ layout }) => layout)).toEqual(LAYOUTS);
  });

  it('of single edits is read as they are', async () => {
    expect(await read('single')).toEqual([
      [RED, 'source/001.png', ['flux: flux/001.png'], undefined],
      [RED, 'source/001.png', ['omni: omni/001.png'], undefined],
      [REMOVE, 'source/002.png', ['flux: flux/002.png'], undefined],
      [REMOVE, 'source/002.png', ['omni: omni/002.png'], undefined],
    ]);
  });

  it.each(['pairs', 'sets'] as const)('of %s is read, with a ranking and without', async (layout) => {
    expect(await read(layout)).toEqual([
      [RED, 'source/001.png', ['flux: flux/001.png', 'omni: omni/001.png'], [1, 2]],
      [REMOVE, 'source/002.png', ['flux: flux/002.png', 'omni: omni/002.png'], undefined],
    ]);
  });

  it('of prompts is read without sources', async () => {
    expect(await read('prompts')).toEqual([
      ['A red car in the rain', undefined, ['flux: flux/001.png'], undefined],
      ['A red car in the rain', undefined, ['omni: omni/001.png'], undefined],
    ]);
  });
});
