/** What `npm run examples` runs: draws the page's examples anew. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { exampleFiles } from '../nano/exampleFiles.ts';

const FOLDER = 'public/examples';

const { list, pictures } = exampleFiles();
await rm(FOLDER, { recursive: true, force: true });
for (const [path, { width, height, data }] of pictures) {
  const file = join(FOLDER, path);
  await mkdir(dirname(file), { recursive: true });
  await sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 9 })
    .toFile(file);
}
await writeFile(join(FOLDER, 'examples.json'), `${JSON.stringify(list, undefined, 2)}\n`);
