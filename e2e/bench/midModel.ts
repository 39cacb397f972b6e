/**
 * A random model of 140 million parameters whose vision tower and decoder cost in the proportion of Qwen2.5-VL-7B: every
 * width is a quarter of the 7B's, and so, about, is every depth.
 */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measureSelfTest } from '../../src/cli/measureSelfTest.ts';
import { directoryFolder, directorySink } from '../../src/cli/nodeFiles.ts';
import { convertCheckpoint } from '../../src/convert/convert.ts';
import type { Manifest } from '../../src/core/modelPackage/manifest.ts';
import { writeSyntheticCheckpoint, type SyntheticSizes } from './syntheticCheckpoint.ts';

const MID: SyntheticSizes = {
  layers: 8,
  hiddenSize: 896,
  intermediateSize: 4736,
  vocabularySize: 8192,
  vision: { depth: 8, hidden_size: 320, intermediate_size: 855, num_heads: 4, fullatt_block_indexes: [7] },
};
/** All of a base model that a checkpoint needs beside its config, from the repository's root. */
const BASE = 'reference/tiny/checkpoint';
const BASE_FILES = ['tokenizer.json', 'tokenizer_config.json', 'chat_template.jinja', 'preprocessor_config.json'];

/**
 * Prompts as long as EditReward's, whose texts are not ours to copy: with a short instruction they take 401 and 378 tokens
 * behind the second image. A word is a token here.
 */
const WORDS = { instructionFollowing: 389, visualQuality: 366 };

export interface MidModel {
  /** Folder of checkpoint and base model. */
  readonly checkpoint: string;
  /** Folder of the package, in fp32. */
  readonly path: string;
  readonly manifest: Manifest;
}

/** Writes checkpoint and package into `root`. */
export async function makeMidModel(root: string): Promise<MidModel> {
  const checkpoint = join(root, 'checkpoint');
  const path = join(root, 'package');
  await writeSyntheticCheckpoint(checkpoint, MID);
  for (const name of BASE_FILES) await copyFile(join(BASE, name), join(checkpoint, name));
  const folder = directoryFolder(checkpoint);
  const manifest = await convertCheckpoint(
    {
      checkpoint: folder,
      base: folder,
      prompts: {
        instructionFollowing: promptOf(WORDS.instructionFollowing),
        visualQuality: promptOf(WORDS.visualQuality),
        suffix: ' <|Reward|>',
      },
      dtype: 'fp32',
      symmetric: false,
      id: 'mid',
    },
    directorySink(path),
    { measureSelfTest: (draft) => measureSelfTest(path, draft) },
  );
  return { checkpoint, path, manifest };
}

function promptOf(words: number): string {
  return `{text_prompt}${' the'.repeat(words)}`;
}
