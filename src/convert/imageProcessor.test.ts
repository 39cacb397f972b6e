import { describe, expect, it } from 'vitest';
import { type Fields, planChanged, setFields } from '../testing/changedTiny.ts';
import { qwen25Vl } from './bases/qwen25Vl.ts';
import { qwen3Vl } from './bases/qwen3Vl.ts';
import { parseEditRewardOverrides, parsePreprocessor } from './imageProcessor.ts';

const { images: FIXED } = qwen25Vl;
const { images: NATIVE } = qwen3Vl;
const refused = (message: string) =>
  expect.objectContaining({ name: 'BaseModelError', message: expect.stringContaining(message) });

describe('an image processor that does something else is refused', () => {
  it.each<[string, Fields, string]>([
    ['another kind', { image_processor_type: 'CLIPImageProcessor' }, 'image_processor_type "CLIPImageProcessor"'],
    ['no rescaling', { do_rescale: false }, 'do_rescale false; supported: true'],
    ['another factor', { rescale_factor: 0.5 }, 'rescale_factor 0.5; supported: 1/255'],
    ['no normalising', { do_normalize: false }, 'do_normalize false'],
    ['another filter', { resample: 2 }, 'resample 2; supported: 3'],
    ['deviations of four channels', { image_std: [1, 1, 1, 1] }, 'image_std'],
    ['a deviation of 0', { image_std: [0, 1, 1] }, 'image_std'],
  ])('%s', async (_, fields, message) => {
    await expect(planChanged({ preprocessor: setFields(fields) })).rejects.toMatchObject({
      file: 'preprocessor_config.json',
    });
    await expect(planChanged({ preprocessor: setFields(fields) })).rejects.toThrow(message);
  });

  it.each<[string, Fields]>([
    ['too small', { max_pixels: 100_000 }],
    ['too large', { min_pixels: 400_000 }],
    [
      'too small in the spelling of transformers 5',
      { min_pixels: null, max_pixels: null, size: { shortest_edge: 3136, longest_edge: 100_000 } },
    ],
    ['that of EditReward itself, which rounding leaves', { min_pixels: 200_704, max_pixels: 200_704 }],
  ])('a budget that is %s for the official one', async (_, fields) => {
    const changes = { preprocessor: setFields(fields), files: { 'editreward.json': undefined } };
    await expect(planChanged(changes)).rejects.toThrow('which it would resize once more');
  });

  it('two that differ', async () => {
    const other = JSON.stringify({ image_processor: { image_mean: [0, 0, 0], image_std: [1, 1, 1] } });
    await expect(planChanged({ files: { 'processor_config.json': other } })).rejects.toThrow(
      'processor_config.json and preprocessor_config.json differ',
    );
  });

  it('none', async () => {
    const files = { 'preprocessor_config.json': undefined, 'processor_config.json': '{"processor_class": "X"}' };
    await expect(planChanged({ files })).rejects.toMatchObject({
      name: 'BaseModelError',
      file: 'preprocessor_config.json',
    });
  });
});

describe('parsePreprocessor', () => {
  const file = {
    min_pixels: 3136,
    max_pixels: 12845056,
    image_mean: [0.1, 0.2, 0.3],
    image_std: [1, 2, 3],
    merge_size: 2,
  };

  it('takes the official pixel budget, whatever the file says', () => {
    expect(parsePreprocessor(JSON.stringify(file), FIXED)).toEqual({
      patchSize: 14,
      mergeSize: 2,
      temporalPatchSize: 2,
      minPixels: 200704,
      maxPixels: 200704,
      mean: [0.1, 0.2, 0.3],
      std: [1, 2, 3],
      resize: 'pillow',
      orientation: 'ignored',
    });
  });

  it('takes the limits of the file where the official code has none of its own', () => {
    const size = { shortest_edge: 65_536, longest_edge: 16_777_216 };
    const { min_pixels: _min, max_pixels: _max, ...rest } = file;
    expect(parsePreprocessor(JSON.stringify({ ...rest, size }), NATIVE)).toMatchObject({
      minPixels: 65_536,
      maxPixels: 16_777_216,
      resize: 'torchvision',
      orientation: 'applied',
    });
    expect(parsePreprocessor(JSON.stringify({ ...file, size }), NATIVE)).toMatchObject({
      minPixels: 3136,
      maxPixels: 12_845_056,
    });
    expect(() => parsePreprocessor(JSON.stringify(rest), NATIVE)).toThrow(
      refused('does not say between how many pixels'),
    );
  });

  it('takes the budget of editreward.json', () => {
    const budget = parseEditRewardOverrides('{"minPixels": 784, "maxPixels": 50176}');
    expect(parsePreprocessor(JSON.stringify(file), FIXED, budget)).toMatchObject({ minPixels: 784, maxPixels: 50176 });
  });

  it('carries what the model cannot judge', () => {
    const json = '{"minPixels": 784, "maxPixels": 784, "limits": "It knows no photographs."}';
    expect(parseEditRewardOverrides(json).limits).toBe('It knows no photographs.');
  });

  it('refuses a file without mean and std', () => {
    expect(() => parsePreprocessor('{}', FIXED)).toThrow(refused('image_mean'));
  });
});

it.each(['{"minPixels": 784}', '{"minPixels": 0, "maxPixels": 1}', '{"minPixels": 2, "maxPixels": 1}'])(
  'parseEditRewardOverrides refuses %s',
  (json) => {
    expect(() => parseEditRewardOverrides(json)).toThrow(refused('editreward.json is damaged'));
  },
);
