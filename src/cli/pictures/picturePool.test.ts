import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawSelfTestImage } from '../../core/image/selfTestImage.ts';
import type { ImageProcessorConfig } from '../../core/modelPackage/imageProcessorConfig.ts';
import { createPicturePool } from './picturePool.ts';
import { readPicture, type PictureTask } from './readPicture.ts';

const official: ImageProcessorConfig = {
  patchSize: 14,
  mergeSize: 2,
  temporalPatchSize: 2,
  minPixels: 3136,
  maxPixels: 200704,
  mean: [0.5, 0.5, 0.5],
  std: [0.5, 0.5, 0.5],
  resize: 'pillow',
  orientation: 'ignored',
};
const inForce = { ...official, maxPixels: 12544 };
const NAMES = ['0.png', '1.jpg', '2.png', '3.jpg', '4.png'];

const pool = createPicturePool(2);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'editreward-pictures-'));
  for (const [seed, name] of NAMES.entries()) {
    const { data, width, height } = drawSelfTestImage(seed, 300 + 40 * seed, 260);
    await sharp(data, { raw: { width, height, channels: 3 } }).toFile(join(folder, name));
  }
  await writeFile(join(folder, 'text.png'), 'no picture');
});

afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true });
});

const task = (name: string): PictureTask => ({ name, folder, official, inForce });

it('gives what the calling thread would give, to the bit, to each asker their own', async () => {
  const read = await Promise.all(NAMES.map((name) => pool.read(async () => task(name))));
  expect(read).toEqual(await Promise.all(NAMES.map((name) => readPicture(task(name)))));
  expect(new Set(read.map(({ sha256 }) => sha256)).size).toBe(NAMES.length);
  expect(read[0]).toMatchObject({ limited: true });
});

it('reads bytes that are handed over, whose digest nobody asks for', async () => {
  const bytes = await readFile(join(folder, '0.png'));
  const whole = { name: 'row 1', folder, official, inForce: official };
  const first = await pool.read(async () => ({ ...whole, bytes: Uint8Array.from(bytes) }));
  expect(first).toEqual(await readPicture({ ...whole, bytes: Uint8Array.from(bytes) }));
  expect(first).toMatchObject({ limited: false, sha256: undefined });
});

it('tells a failure as it is, with the digest of what was read, and goes on', async () => {
  const broken = await pool.read(async () => task('text.png'));
  expect(broken).toMatchObject({ error: { name: 'NotAnImageError', file: join(folder, 'text.png') } });
  expect(broken.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(await pool.read(async () => task('missing.png'))).toMatchObject({
    sha256: undefined,
    error: { name: 'DiskError', file: join(folder, 'missing.png') },
  });
  expect(await pool.read(async () => task('0.png'))).toHaveProperty('image');
});

it('frees the thread of a task that cannot be made', async () => {
  const single = createPicturePool(1);
  const failed = single.read(() => Promise.reject(new Error('row 7 is gone')));
  const next = single.read(async () => task('0.png'));
  await expect(failed).rejects.toThrow('row 7 is gone');
  expect(await next).toHaveProperty('image');
  await single.close();
});

it('goes on with the next task when a thread has died of one', async () => {
  const script = join(folder, 'thread.mjs');
  const answer = "({ name }) => { if (name === 'fatal') throw new Error(name); parentPort.postMessage({ name }); }";
  await writeFile(script, `import { parentPort } from 'node:worker_threads';\nparentPort.on('message', ${answer});\n`);
  const single = createPicturePool(1, pathToFileURL(script));
  const outcomes = await Promise.allSettled(['fatal', 'next'].map((name) => single.read(async () => task(name))));
  expect(outcomes).toEqual([
    { status: 'rejected', reason: new Error('fatal') },
    { status: 'fulfilled', value: { name: 'next' } },
  ]);
  await single.close();
});

it('leaves nothing waiting when it is closed', async () => {
  const script = join(folder, 'silent.mjs');
  await writeFile(script, "import { parentPort } from 'node:worker_threads';\nparentPort.on('message', () => {});\n");
  const other = createPicturePool(1, pathToFileURL(script));
  const pending = [0, 1].map(() => other.read(async () => task('0.png')));
  const outcomes = Promise.allSettled(pending);
  // Then the thread has the first task.
  await new Promise((resolve) => setImmediate(resolve));
  await other.close();
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
