import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { editrewardHere } from '../../testing/commandLine.ts';

const NANO = 'public/models/nano';
const EXAMPLES = 'public/examples/recolor';
const INSTRUCTION = 'Make the red circle blue';

let root = '';
let clear = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'editreward-transparency-'));
  clear = join(root, 'clear.png');
  const hole = { width: 64, height: 64, channels: 4, background: '#00000000' } as const;
  const input = await sharp({ create: hole }).png().toBuffer();
  const solid = sharp(join(EXAMPLES, 'done.png')).ensureAlpha();
  await solid.composite([{ input, left: 0, top: 0, blend: 'dest-in' }]).toFile(clear);
  for (const name of ['source.png', 'done.png']) await sharp(join(EXAMPLES, name)).toFile(join(root, name));
  const rows = ['clear.png', 'done.png'].map((name) => ({
    instruction: INSTRUCTION,
    input_path: 'source.png',
    output_path: name,
  }));
  await writeFile(join(root, 'set.json'), JSON.stringify(rows));
});
afterAll(() => rm(root, { recursive: true }));

it('score says once which pictures the model sees otherwise than people, in JSON too', async () => {
  const pictures = ['--source', join(root, 'source.png'), '--edited', clear, join(root, 'done.png')];
  const { code, out, err } = await editrewardHere(
    'score',
    '--model',
    NANO,
    ...pictures,
    '--instruction',
    INSTRUCTION,
    '--json',
  );
  expect(code).toBe(0);
  expect(err.match(/transparent parts/g)).toHaveLength(1);
  expect(err).toContain(`editreward: ${clear} has transparent parts. The model sees no transparency`);
  expect(JSON.parse(out).transparent).toEqual([clear]);
});

it('score says nothing of pictures without', async () => {
  const pictures = ['--source', join(root, 'source.png'), '--edited', join(root, 'done.png')];
  const { out, err } = await editrewardHere(
    'score',
    '--model',
    NANO,
    ...pictures,
    '--instruction',
    INSTRUCTION,
    '--json',
  );
  expect(err).toBe('');
  expect(JSON.parse(out)).not.toHaveProperty('transparent');
});

it('evaluate says it of the pictures that it has scored, and nothing when it scored none', async () => {
  const args = [
    'evaluate',
    '--manifest',
    join(root, 'set.json'),
    '--model',
    NANO,
    '--out',
    join(root, 'out'),
    '--json',
  ];
  const first = await editrewardHere(...args);
  expect(first.code).toBe(0);
  expect(first.err.match(/transparent parts/g)).toHaveLength(1);
  expect(first.err).toContain('editreward: clear.png has transparent parts. The model sees no transparency');
  expect(JSON.parse(first.out).transparent).toEqual(['clear.png']);
  const again = await editrewardHere(...args);
  expect(again.err).not.toContain('transparent');
  expect(JSON.parse(again.out)).not.toHaveProperty('transparent');
});
