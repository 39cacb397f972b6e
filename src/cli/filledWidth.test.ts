/** A checkpoint whose vision tower has a width that matrix units do not take, as a 7B's has: it is filled up in q4f16. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { planConversion } from '../convert/conversionPlan.ts';
import { convertCheckpoint, type ConvertRequest } from '../convert/convert.ts';
import { parsePromptJson } from '../convert/promptSource.ts';
import type { Dtype, Manifest } from '../core/modelPackage/manifest.ts';
import { SELF_TEST_TOLERANCE } from '../core/modelPackage/selfTestTolerance.ts';
import { selfTestDifference } from '../runtime/trust/selfTest.ts';
import { changedTiny, floatTensor, setFields, type Tensors } from '../testing/changedTiny.ts';
import { measureOnDisk } from './measureOnDisk.ts';
import { directorySink } from './nodeFiles.ts';

const HIDDEN = 48;
const WIDTH = 250;
const FILLED = 256;

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'editreward-filled-'));
});
afterAll(() => rm(root, { recursive: true }));

const noise = (index: number) => 0.15 * Math.sin(12.9898 * index);

/** Of each block, matrices and biases of another width. */
function widen(tensors: Tensors): void {
  for (const name of Object.keys(tensors).filter((key) => key.includes('.mlp.') && key.includes('blocks.'))) {
    if (/(gate|up)_proj\.weight$/.test(name)) tensors[name] = floatTensor([WIDTH, HIDDEN], noise);
    if (/(gate|up)_proj\.bias$/.test(name)) tensors[name] = floatTensor([WIDTH], noise);
    if (name.endsWith('down_proj.weight')) tensors[name] = floatTensor([HIDDEN, WIDTH], noise);
  }
}

async function requestOf(dtype: Dtype): Promise<ConvertRequest> {
  const checkpoint = await changedTiny({ tensors: widen, vision: setFields({ intermediate_size: WIDTH }) });
  const prompts = parsePromptJson(readFileSync('reference/tiny/prompts.json', 'utf8'));
  return { checkpoint, base: checkpoint, prompts, dtype, symmetric: false, id: 'tiny' };
}

async function convert(dtype: Dtype): Promise<Manifest> {
  const out = join(root, dtype);
  return convertCheckpoint(await requestOf(dtype), directorySink(out), {
    measureSelfTest: (manifest) => measureOnDisk(out, manifest),
  });
}

async function shapesOf(dtype: Dtype): Promise<readonly (readonly number[])[]> {
  const { sessions } = await planConversion(await requestOf(dtype));
  const weights = sessions.flatMap(({ layout }) => layout.weights);
  return weights.filter(({ tensor }) => /blocks\.0\.mlp\..*weight$/.test(tensor)).map(({ shape }) => shape);
}

it('is of another shape in q4f16 alone', async () => {
  expect(await shapesOf('q4')).toEqual([
    [WIDTH, HIDDEN],
    [WIDTH, HIDDEN],
    [HIDDEN, WIDTH],
  ]);
  expect(await shapesOf('q4f16')).toEqual([
    [FILLED, HIDDEN],
    [FILLED, HIDDEN],
    [HIDDEN, FILLED],
  ]);
});

it('gives the rewards of q4, as near as fp16 is, and no warning', async () => {
  const q4 = await convert('q4');
  const { selfTest, warnings } = await convert('q4f16');
  const score = { heads: selfTest.expected, reward: 0, logSigma: 0 };
  expect(selfTestDifference(q4, score)).toBeLessThan(SELF_TEST_TOLERANCE.q4f16 / 10);
  expect(warnings).toBeUndefined();
});
