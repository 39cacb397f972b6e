/** The reference's Python over the same checkpoint and pictures, in a process of its own. */
import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import sharp from 'sharp';
import * as v from 'valibot';
import { drawSelfTestImage } from '../../src/core/image/selfTestImage.ts';
import { INSTRUCTION, PICTURE_SIDE } from './reuseTarget.ts';

const greeting = v.object({ torch: v.string(), threads: v.number() });
const answer = v.object({
  visionSeconds: v.number(),
  textSeconds: v.number(),
  scores: v.array(v.array(v.number())),
});

export interface PytorchScoring {
  readonly visionSeconds: number;
  readonly textSeconds: number;
  /** mu and log sigma of each prompt in turn. */
  readonly numbers: readonly number[];
}

export interface PytorchTarget {
  /** For people, e.g. `PyTorch 2.13.0, 2 threads`. */
  readonly description: string;
  /** Two full passes over the pictures of two seeds. */
  score(seeds: readonly number[]): Promise<PytorchScoring>;
  close(): Promise<void>;
}

/** Starts `python` on `checkpoint`; pictures are written into `pictureFolder`. */
export async function openPytorch(
  python: string,
  checkpoint: string,
  pictureFolder: string,
  threads: number,
): Promise<PytorchTarget> {
  await mkdir(pictureFolder);
  const args = ['--checkpoint', checkpoint, '--prompts', join(checkpoint, 'prompts.json'), '--threads', `${threads}`];
  const child = spawn(python, ['reference/time_scoring.py', ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const readLine = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${python} ended without an answer.`);
    return JSON.parse(value) as unknown;
  };
  const { torch, threads: used } = v.parse(greeting, await readLine());
  return {
    description: `PyTorch ${torch}, ${used} threads`,
    async score(seeds) {
      const [source, edited] = await Promise.all(seeds.map((seed) => writePicture(pictureFolder, seed)));
      child.stdin.write(`${JSON.stringify({ source, edited, instruction: INSTRUCTION })}\n`);
      const { scores, ...seconds } = v.parse(answer, await readLine());
      return { ...seconds, numbers: scores.flat() };
    },
    async close() {
      child.stdin.end();
      await new Promise((resolve) => child.once('close', resolve));
    },
  };
}

async function writePicture(folder: string, seed: number): Promise<string> {
  const { data, width, height } = drawSelfTestImage(seed, PICTURE_SIDE, PICTURE_SIDE);
  const file = join(folder, `${seed}.png`);
  await sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toFile(file);
  return file;
}
