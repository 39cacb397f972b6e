import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseManifest } from './manifest.ts';

/** Of schema 1, as version 0.1 wrote it. */
const json = readFileSync('public/models/nano/manifest.json', 'utf8');
const old = JSON.parse(json);

describe('a manifest of schema 1', () => {
  it('is EditReward on Qwen2.5-VL, which it does not say', () => {
    const { heads, model, pooling, prompts, task, text, vision, imageProcessor } = parseManifest(json);
    expect(old).not.toHaveProperty('heads');
    expect(model).toEqual({ title: 'EditReward' });
    expect(task).toEqual({ images: [{ role: 'source' }, { role: 'candidate' }], text: 'instruction' });
    expect(heads).toEqual([
      { key: 'instructionFollowing', label: 'Instruction following', prompt: 0 },
      { key: 'visualQuality', label: 'Visual quality', prompt: 1 },
    ]);
    expect(prompts).toEqual([
      { template: '\nEdit: {text_prompt}\nFollowing', suffix: ':<|Reward|>' },
      { template: '\nEdit: {text_prompt}\nQuality', suffix: ':<|Reward|>' },
    ]);
    expect(pooling).toBe('mean');
    expect(imageProcessor).toEqual({ ...old.imageProcessor, resize: 'pillow', orientation: 'ignored' });
    expect(text).toEqual({ ...old.text, positions: { kind: 'plain' } });
    const { windowSize, fullAttentionBlocks, ...tower } = old.vision;
    expect(vision).toEqual({ ...tower, windows: { size: windowSize, fullAttentionBlocks } });
    expect(vision.windows).toEqual({ size: 112, fullAttentionBlocks: [2] });
  });

  it('keeps its self-test, the source first', () => {
    expect(parseManifest(json).selfTest).toEqual({
      seed: 1,
      images: [
        { width: 420, height: 330 },
        { width: 360, height: 400 },
      ],
      text: 'Draw a red circle in the middle.',
      expected: old.selfTest.expected,
    });
  });

  it('is otherwise what it was', () => {
    const { id, source, licence, limits, dtype, tokenizer, embedding, sessions, files } = parseManifest(json);
    const same = { id, source, licence, limits, dtype, tokenizer, embedding, sessions, files };
    expect(same).toEqual(Object.fromEntries(Object.keys(same).map((key) => [key, old[key]])));
  });

  it.each([
    ['another family', { family: 'other' }, 'damaged at "family"'],
    ['prompts in another order', { prompts: old.prompts.toReversed() }, 'damaged at "prompts.0.dimension"'],
    ['one prompt', { prompts: old.prompts.slice(0, 1) }, 'damaged at "prompts.1"'],
    [
      'no template',
      { prompts: old.prompts.map(({ dimension }: { dimension: string }) => ({ dimension })) },
      'template',
    ],
    ['no window', { vision: { ...old.vision, windowSize: 0 } }, 'damaged at "vision.windows.size"'],
    ['no source', { selfTest: { ...old.selfTest, source: undefined } }, 'damaged at "selfTest.source"'],
    ['one head unmeasured', { selfTest: { ...old.selfTest, expected: {} } }, 'expects nothing of a head'],
  ])('with %s is refused', (_, change, message) => {
    expect(() => parseManifest(JSON.stringify({ ...old, ...change }))).toThrow(message);
  });
});
