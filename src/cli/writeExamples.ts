/** What `npm run examples` runs: draws the page's examples anew, and has Nano score those of three editors. */
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { exampleEditors } from '../nano/exampleEditors.ts';
import { exampleFiles } from '../nano/exampleFiles.ts';
import { BUNDLED_MODEL } from './bundledModel.ts';
import { evaluate } from './commands/evaluate/evaluate.ts';

const FOLDER = 'public/examples';
const DATASET = join(FOLDER, 'editors.json');

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
await writeFile(DATASET, `${JSON.stringify(exampleEditors(), undefined, 2)}\n`);

const out = await mkdtemp(join(tmpdir(), 'editreward-examples-'));
await evaluate.run(['--manifest', DATASET, '--model', BUNDLED_MODEL, '--out', out, '--device', 'cpu']);
await copyFile(join(out, 'editors_scores.jsonl'), join(FOLDER, 'editors_scores.jsonl'));
// Of the report, what tells whose scores they are.
const { model, items, leaderboards } = JSON.parse(await readFile(join(out, 'editors_report.json'), 'utf8'));
await writeFile(
  join(FOLDER, 'editors_report.json'),
  `${JSON.stringify({ model, items, leaderboards }, undefined, 2)}\n`,
);
await rm(out, { recursive: true });
