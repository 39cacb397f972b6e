import { describe, expect, it } from 'vitest';
import { type Fields, planChanged, setFields } from '../../e2e/harness/changedTiny.ts';

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
