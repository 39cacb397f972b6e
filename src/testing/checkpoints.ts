/** The checkpoints that tests convert: one of each family is in the repository, the others are fixtures. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { directoryFolder } from '../cli/nodeFiles.ts';
import type { ConvertRequest } from '../convert/convert.ts';
import { parsePromptJson } from '../convert/promptSource.ts';
import type { FileFolder } from '../core/bytes/bytes.ts';
import { layeredFolder } from '../core/bytes/layeredFolder.ts';
import { memoryFolder } from './memoryFolder.ts';
import { fixturePath } from './fixtures.ts';

interface CheckpointPlace {
  /** Where `golden.json` and stages are. */
  readonly data: string;
  readonly checkpoint: string;
  readonly prompts: string;
  readonly images: string;
  /** Laid over the checkpoint. */
  readonly tokenizer: () => readonly FileFolder[];
}

const PLACES = {
  tiny: inRepository('tiny'),
  'tiny-hpsv3': inRepository('tiny-hpsv3'),
  'tiny-qwen3': inRepository('tiny-qwen3'),
  'tiny-a': fixture('', 'tiny-a', tokenizerFolders),
  'tiny-b': fixture('', 'tiny-b', tokenizerFolders),
  'hps-a': fixture('hpsv3', 'hps-a', () => familyTokenizer('hpsv3'), 'hpsv3/prompts.json'),
  'hps-b': fixture('hpsv3', 'hps-b', () => familyTokenizer('hpsv3'), 'hpsv3/prompts.json'),
  'qwen3-a': fixture('qwen3', 'qwen3-a', () => familyTokenizer('qwen3')),
} satisfies Record<string, CheckpointPlace>;

export type CheckpointName = keyof typeof PLACES;

function inRepository(name: string): CheckpointPlace {
  const folder = resolve('reference', name);
  return {
    data: folder,
    checkpoint: join(folder, 'checkpoint'),
    prompts: join(folder, 'prompts.json'),
    images: join(folder, 'images'),
    tokenizer: () => [],
  };
}

function fixture(
  family: string,
  name: string,
  tokenizer: () => readonly FileFolder[],
  prompts = 'prompts.json',
): CheckpointPlace {
  return {
    data: fixturePath(family),
    checkpoint: fixturePath(family, 'checkpoints', name),
    prompts: fixturePath(prompts),
    images: fixturePath('images'),
    tokenizer,
  };
}

function tokenizerFolders(): readonly FileFolder[] {
  return [directoryFolder(fixturePath('tokenizer'))];
}

/** The family's own files, and the shared tokenizer with its added tokens. */
function familyTokenizer(family: string): readonly FileFolder[] {
  const own = fixturePath(family, 'tokenizer');
  const tokenizer = {
    ...JSON.parse(readFileSync(fixturePath('tokenizer', 'tokenizer.json'), 'utf8')),
    added_tokens: JSON.parse(readFileSync(join(own, 'added_tokens.json'), 'utf8')),
  };
  return [directoryFolder(own), memoryFolder('tokenizer', { 'tokenizer.json': JSON.stringify(tokenizer) })];
}

export function checkpointPlace(name: CheckpointName): CheckpointPlace {
  return PLACES[name];
}

/** Fixtures may be absent. */
export function hasCheckpoint(name: CheckpointName): boolean {
  return existsSync(join(PLACES[name].data, 'golden.json'));
}

/** What is to be converted; the rest of a request is the test's. */
export function checkpointRequest(
  name: CheckpointName,
): Pick<ConvertRequest, 'checkpoint' | 'base' | 'prompts' | 'id'> {
  const { checkpoint: path, prompts, tokenizer } = PLACES[name];
  const checkpoint = directoryFolder(path);
  return {
    checkpoint,
    base: layeredFolder(checkpoint, ...tokenizer()),
    prompts: parsePromptJson(readFileSync(prompts, 'utf8')),
    id: name,
  };
}
