import { describe, expect, it } from 'vitest';
import { type Changes, planChanged, setFields } from '../../testing/changedTiny.ts';

describe('sizes that do not go together are refused, both named', () => {
  it.each<[string, Changes, string]>([
    ['heads', { text: setFields({ num_attention_heads: 3 }) }, '64 cannot be cut into 3 heads'],
    [
      'key-value heads',
      { text: setFields({ num_key_value_heads: 3 }) },
      'num_attention_heads 4 cannot share num_key_value_heads 3',
    ],
    [
      'a head of another size',
      { text: setFields({ head_dim: 32, rope_scaling: null }) },
      'head_dim 32 times num_attention_heads 4 is not hidden_size 64',
    ],
    ['vision heads', { vision: setFields({ num_heads: 5 }) }, 'vision hidden size 48 cannot be cut into 5 heads'],
    ['a vision head without rows and columns', { vision: setFields({ num_heads: 8 }) }, 'vision tower of 6 values'],
    [
      'a window',
      { vision: setFields({ window_size: 100 }) },
      'window_size 100 is not a multiple of patch_size 14 times spatial_merge_size 2',
    ],
    [
      'the width of the vision tower',
      { vision: setFields({ out_hidden_size: 48 }) },
      "out_hidden_size 48 is not the text's hidden_size 64",
    ],
    ['channels', { vision: setFields({ in_channels: 4 }) }, 'in_channels 4 is not 3'],
    [
      'patches',
      { preprocessor: setFields({ patch_size: 16 }) },
      "patch_size is 16, and config.json's vision_config.patch_size is 14",
    ],
    [
      'merged patches',
      { preprocessor: setFields({ merge_size: 1 }) },
      "merge_size is 1, and config.json's vision_config.spatial_merge_size is 2",
    ],
    ['frames', { preprocessor: setFields({ temporal_patch_size: 1 }) }, 'temporal_patch_size is 1'],
  ])('%s', async (_, changes, message) => {
    await expect(planChanged(changes)).rejects.toMatchObject({ name: 'BaseModelError' });
    await expect(planChanged(changes)).rejects.toThrow(message);
  });
});
