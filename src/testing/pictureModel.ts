/** A model that judges pictures by themselves, with heads of its own: Nano's weights under another manifest. */
import { cp, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureOnDisk } from '../cli/measureOnDisk.ts';
import { parseManifest, type Manifest } from '../core/modelPackage/manifest.ts';

const NANO = 'public/models/nano';

export const PICTURE_HEADS = [
  { key: 'alignment', label: 'Alignment', prompt: 0 },
  { key: 'beauty', label: 'Beauty', prompt: 1 },
];

/** Pictures have their own size from here to Nano's. */
const LEAST_PIXELS = 112 ** 2;

/** Writes the package into `folder`, which need not be there. */
export async function writePictureModel(folder: string): Promise<Manifest> {
  await cp(NANO, folder, { recursive: true });
  const nano = parseManifest(readFileSync(join(NANO, 'manifest.json'), 'utf8'));
  // Neither does it know Nano's limits, nor are Nano's scores a reference for its own.
  const { limits: _, reference: __, ...whole } = nano;
  const draft: Manifest = {
    ...whole,
    id: 'pictures',
    model: { title: 'Pictures' },
    task: { images: [{ role: 'candidate' }], text: 'prompt' },
    heads: PICTURE_HEADS,
    imageProcessor: { ...nano.imageProcessor, minPixels: LEAST_PIXELS },
    selfTest: { ...nano.selfTest, images: nano.selfTest.images.slice(0, 1), expected: {} },
  };
  const manifest = { ...draft, selfTest: { ...draft.selfTest, expected: await measureOnDisk(folder, draft) } };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return manifest;
}
