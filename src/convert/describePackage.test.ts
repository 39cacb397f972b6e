import { describe, expect, it } from 'vitest';
import { checkpointRequest, hasCheckpoint, type CheckpointName } from '../testing/checkpoints.ts';
import { parseManifest, type Dtype, type Manifest } from '../core/modelPackage/manifest.ts';
import { planConversion } from './conversionPlan.ts';
import { describePackage } from './describePackage.ts';

async function manifestOf(name: CheckpointName, dtype: Dtype = 'q4'): Promise<Manifest> {
  const request = { ...checkpointRequest(name), dtype, symmetric: false } as const;
  const draft = describePackage(request, await planConversion(request), []);
  expect(parseManifest(JSON.stringify(draft))).toEqual(draft);
  return draft;
}

const present = hasCheckpoint('hps-a') && hasCheckpoint('qwen3-a');
if (!present) console.warn('Skipping manifests of the newer families: no fixtures (set EDITREWARD_FIXTURES).');

describe('a package says what its model means', () => {
  it('of EditReward on Qwen2.5-VL', async () => {
    expect(await manifestOf('tiny')).toMatchObject({
      schemaVersion: 2,
      model: { title: 'EditReward' },
      task: { images: [{ role: 'source' }, { role: 'candidate' }], text: 'instruction' },
      heads: [
        { key: 'instructionFollowing', label: 'Instruction following', prompt: 0 },
        { key: 'visualQuality', label: 'Visual quality', prompt: 1 },
      ],
      pooling: 'mean',
      imageProcessor: { resize: 'pillow', orientation: 'ignored' },
      vision: { windows: { size: 112, fullAttentionBlocks: [2] } },
      text: { positions: { kind: 'plain' } },
      selfTest: {
        images: [
          { width: 420, height: 330 },
          { width: 360, height: 400 },
        ],
        text: 'Draw a red circle in the middle.',
      },
    });
  });

  it('and of how many bits its matrices are, and how many weights there are', async () => {
    const { matrixBits, sessions } = await manifestOf('tiny');
    expect(matrixBits).toEqual({
      'visual.blocks.*.attn.qkv': 4,
      'visual.blocks.*.attn.proj': 4,
      'visual.blocks.*.mlp.gate_proj': 4,
      'visual.blocks.*.mlp.up_proj': 4,
      'visual.blocks.*.mlp.down_proj': 4,
      'visual.merger.mlp.0': 4,
      'visual.merger.mlp.2': 4,
      'language.layers.*.self_attn.q_proj': 4,
      'language.layers.*.self_attn.k_proj': 8,
      'language.layers.*.self_attn.v_proj': 8,
      'language.layers.*.self_attn.o_proj': 4,
      'language.layers.*.mlp.gate_proj': 4,
      'language.layers.*.mlp.up_proj': 4,
      'language.layers.*.mlp.down_proj': 4,
    });
    expect((await manifestOf('tiny', 'fp32')).matrixBits).toBeUndefined();
    const exact = await planConversion({ ...checkpointRequest('tiny'), dtype: 'fp32', symmetric: false });
    for (const [index, { layout }] of exact.sessions.entries()) {
      const gap = layout.byteLength - 4 * (sessions[index]?.weightCount ?? NaN);
      expect(gap).toBeGreaterThanOrEqual(0);
      expect(gap).toBeLessThan(64 * layout.weights.length);
    }
  });

  it.skipIf(!present)('of HPSv3', async () => {
    const manifest = await manifestOf('hps-a');
    expect(manifest).toMatchObject({
      model: { title: 'HPSv3' },
      task: { images: [{ role: 'candidate' }], text: 'prompt' },
      heads: [{ key: 'overall', label: 'Overall', prompt: 0 }],
      imageProcessor: { minPixels: 200_704, maxPixels: 200_704, resize: 'pillow', orientation: 'ignored' },
      text: { positions: { kind: 'plain' } },
      tokenizer: { rewardTokenId: 151_657 },
      selfTest: { images: [{ width: 420, height: 330 }], expected: { overall: { mu: 0, logSigma: 0 } } },
    });
    expect(manifest.prompts).toHaveLength(1);
    expect(Object.keys(manifest.vision)).toEqual(['depth', 'hiddenSize', 'numHeads', 'ropeTheta', 'outHiddenSize']);
  });

  it.skipIf(!present)('of EditReward on Qwen3-VL', async () => {
    expect(await manifestOf('qwen3-a')).toMatchObject({
      model: { title: 'EditReward' },
      imageProcessor: {
        patchSize: 16,
        minPixels: 65_536,
        maxPixels: 16_777_216,
        resize: 'torchvision',
        orientation: 'applied',
      },
      vision: { positionTable: { side: 48 }, deepstack: { count: 2 }, headsAtOnce: 1 },
      text: { headDim: 16, positions: { kind: 'mrope', sections: [4, 2, 2], interleaved: true } },
      tokenizer: { rewardTokenId: 151_669 },
      embedding: { rows: 151_670 },
    });
  });
});
