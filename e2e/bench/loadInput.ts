/** A package as it is, but for its input: pictures of one token each and prompts of hardly more. */
import { readFileSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { measureOnDisk } from '../../src/cli/measureOnDisk.ts';
import { parseManifest, type Manifest } from '../../src/core/modelPackage/manifest.ts';

/** The images and the rewards' tokens alone. */
const BARE_TEMPLATE =
  "{% for message in messages %}{% for part in message['content'] %}{% if part['type'] == 'image' %}<|image_pad|>" +
  "{% elif part['type'] == 'text' %}{{ part['text'] }}{% endif %}{% endfor %}{% endfor %}";

/**
 * Writes into `target` the package of `folder` with such an input, its files as links. A GPU in software takes a second for
 * each token and shard of a 7B. The self-test's rewards are measured anew, on this machine's CPU.
 */
export async function shortenInput(folder: string, target: string): Promise<Manifest> {
  const manifest = parseManifest(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const { imageProcessor, prompts, tokenizer, selfTest } = manifest;
  const pixels = (imageProcessor.patchSize * imageProcessor.mergeSize) ** 2;
  const draft: Manifest = {
    ...manifest,
    imageProcessor: { ...imageProcessor, minPixels: pixels, maxPixels: pixels },
    prompts: prompts.map((prompt) => ({ ...prompt, template: '{text_prompt}', suffix: tokenizer.rewardToken })),
    tokenizer: { ...tokenizer, chatTemplate: BARE_TEMPLATE },
    selfTest: { ...selfTest, text: 'a' },
  };
  const expected = await measureOnDisk(folder, draft);
  const short = { ...draft, selfTest: { ...draft.selfTest, expected } };
  for (const { path } of manifest.files) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await symlink(resolve(folder, path), join(target, path));
  }
  await writeFile(join(target, 'manifest.json'), JSON.stringify(short));
  return short;
}
