import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkpointPlace } from '../../../testing/checkpoints.ts';
import { editrewardHere } from '../../../testing/commandLine.ts';
import { convertForTest } from '../../../testing/packages.ts';

/** It sees pictures of 40,000 to 80,000 pixels at their own size. */
const CHECKPOINT = 'tiny-qwen3';
const LIMIT = 40_000;
const pair = {
  instruction: 'make the roof blue',
  input_path: 'house.png',
  output_path: 'house_blue_roof.png',
};

let root = '';
let model = '';
beforeAll(async () => {
  model = await convertForTest(CHECKPOINT);
  root = await mkdtemp(join(tmpdir(), 'editreward-limit-'));
  await writeFile(join(root, 'set.json'), JSON.stringify([pair]));
}, 240_000);
afterAll(() => Promise.all([root, model].map((folder) => rm(folder, { recursive: true }))));

function evaluate(out: string, ...more: string[]) {
  const inputs = ['--manifest', join(root, 'set.json'), '--images', checkpointPlace(CHECKPOINT).images];
  return editrewardHere('evaluate', ...inputs, '--out', join(root, out), ...more);
}

async function rewardIn(out: string): Promise<number> {
  return JSON.parse(await readFile(join(root, out, 'set_scores.jsonl'), 'utf8')).reward;
}

describe('evaluate --max-pixels', () => {
  it('scores smaller pictures, and says so of the model', async () => {
    const limited = await evaluate('limited', '--model', model, '--max-pixels', String(LIMIT), '--json');
    expect(limited.code).toBe(0);
    expect(JSON.parse(limited.out).model.maxPixels).toBe(LIMIT);
    const whole = await evaluate('whole', '--model', model, '--json');
    expect(JSON.parse(whole.out).model).not.toHaveProperty('maxPixels');
    expect(Math.abs((await rewardIn('limited')) - (await rewardIn('whole')))).toBeGreaterThan(1e-4);
  });

  it('goes on with no run of another limit', async () => {
    const { code, err } = await evaluate('limited', '--model', model);
    expect(code).toBe(1);
    expect(err).toContain('another model');
  });

  it('is refused for a model that sees all pictures at one size', async () => {
    const { code, err } = await evaluate('nano', '--model', 'public/models/nano', '--max-pixels', String(LIMIT));
    expect(code).toBe(1);
    expect(err).toContain('so --max-pixels would change nothing');
  });
});
