import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editrewardHere } from '../../../testing/commandLine.ts';
import { convertForTest } from '../../../testing/packages.ts';

let fp32 = '';
let q8 = '';
beforeAll(async () => {
  fp32 = await convertForTest('tiny');
  q8 = await convertForTest('tiny', { dtype: 'q8' });
}, 240_000);
afterAll(async () => {
  await rm(fp32, { recursive: true });
  await rm(q8, { recursive: true });
});

function evaluate(...args: string[]) {
  return editrewardHere('evaluate', '--suite', 'nano', ...args);
}

const reportSchema = v.object({
  suite: v.object({ name: v.string(), scenes: v.number(), seed: v.number(), candidatesPerScene: v.number() }),
  models: v.array(
    v.object({
      model: v.object({ dtype: v.string() }),
      accuracies: v.array(v.object({ dimension: v.string(), type: v.string(), pairs: v.number() })),
      agreements: v.array(v.object({ of: v.string(), tauB: v.number() })),
    }),
  ),
});

describe('evaluate --suite nano', () => {
  it('reports on every package, and how the others agree with the first', async () => {
    const { code, out } = await evaluate('--model', fp32, '--model', q8, '--scenes', '2', '--seed', '3', '--json');
    expect(code).toBe(0);
    const { suite, models } = v.parse(reportSchema, JSON.parse(out));
    expect(suite).toEqual({ name: 'nano', scenes: 2, seed: 3, candidatesPerScene: 6 });
    expect(models.map(({ model }) => model.dtype)).toEqual(['fp32', 'q8']);
    expect(models.map(({ agreements }) => agreements.map(({ of }) => of))).toEqual([
      [],
      ['instructionFollowing', 'visualQuality', 'reward'],
    ]);
    const pairs = models[0]?.accuracies.filter(({ dimension }) => dimension === 'visualQuality');
    expect(pairs?.map(({ type }) => type)).toEqual(['all', 'recolor', 'remove', 'add', 'replace', 'move']);
    // The second scene is a removal; there is none of the others.
    const [all = 0, ...others] = pairs?.map((entry) => entry.pairs) ?? [];
    expect(others.reduce((sum, count) => sum + count, 0)).toBe(all);
    expect(others.slice(2)).toEqual([0, 0, 0]);
  });

  it('prints tables', async () => {
    const { code, out } = await evaluate('--model', fp32, '--scenes', '2');
    expect(code).toBe(0);
    const lines = out.split('\n');
    expect(lines[0]).toBe(
      'Drawn scenes: 2, of seed 1, with 6 edits each. Pairs of edits of one scene, of different grade, in the right order:',
    );
    expect(lines[2]).toMatch(/^tiny \(fp32\) on CPU, /);
    expect(lines[3]).toMatch(/^Edits +Instruction following +Pairs +Visual quality +Pairs$/);
    expect(lines[4]).toMatch(/^all +\d+\.\d% \(\d+\.\d to \d+\.\d\) +\d+ +\d+\.\d% /);
    expect(lines.at(-2)).toMatch(/^move +none +0 +none +0$/);
  });

  it('says which folder holds no model, before it scores with the others', async () => {
    const nowhere = join(fp32, 'nowhere');
    expect(await evaluate('--model', fp32, '--model', nowhere)).toEqual({
      code: 1,
      out: '',
      err: `editreward: ${nowhere} does not exist. Check the path.\n`,
    });
    const { err } = await evaluate('--model', 'src');
    expect(err).toBe(
      'editreward: src is not a model package: it has no manifest.json. Choose the folder that "editreward convert" wrote.\n',
    );
  });
});
