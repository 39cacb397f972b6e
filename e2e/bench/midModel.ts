/**
 * A random model of 140 million parameters whose vision tower and decoder cost in the proportion of Qwen2.5-VL-7B: every
 * width is a quarter of the 7B's, and so, about, is every depth.
 */
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measureOnDisk } from '../../src/cli/measureOnDisk.ts';
import { directoryFolder, directorySink } from '../../src/cli/nodeFiles.ts';
import { convertCheckpoint } from '../../src/convert/convert.ts';
import { parsePromptJson } from '../../src/convert/promptSource.ts';
import type { Manifest } from '../../src/core/modelPackage/manifest.ts';
import { BASE, BASE_FILES, PROMPTS } from './benchPrompts.ts';
import { writeSyntheticCheckpoint, type SyntheticSizes } from './syntheticCheckpoint.ts';

const MID: SyntheticSizes = {
  layers: 8,
  hiddenSize: 896,
  intermediateSize: 4736,
  vocabularySize: 8192,
  vision: { depth: 8, hidden_size: 320, intermediate_size: 855, num_heads: 4, fullatt_block_indexes: [7] },
};
export interface MidModel {
  /** Folder of checkpoint and base model, with the prompts as `prompts.json`. */
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
  await writeFile(join(checkpoint, 'prompts.json'), PROMPTS);
  const folder = directoryFolder(checkpoint);
  const manifest = await convertCheckpoint(
    {
      checkpoint: folder,
      base: folder,
      prompts: parsePromptJson(PROMPTS),
      dtype: 'fp32',
      symmetric: false,
      id: 'mid',
    },
    directorySink(path),
    { measureSelfTest: (draft) => measureOnDisk(path, draft) },
  );
  await nameImageToken(join(checkpoint, 'config.json'), manifest);
  return { checkpoint, path, manifest };
}

/** For the reference's Python, which finds the places of images by it. */
async function nameImageToken(path: string, { tokenizer }: Manifest): Promise<void> {
  const config = JSON.parse(await readFile(path, 'utf8')) as object;
  await writeFile(path, JSON.stringify({ ...config, image_token_id: tokenizer.imageTokenId }));
}
