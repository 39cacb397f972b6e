import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { RgbImage } from '../core/image/rgbImage.ts';
import { nanoCase } from '../nano/suite.ts';
import { preferences, type Liking } from '../nano/voters.ts';

/** Draws scenes into `folder`, and writes `votes.json` of pairs of their edits as a voter prefers them: `pairs` of each scene. */
export async function writeNanoVotes(
  folder: string,
  liking: Liking,
  { seed, scenes, pairs }: { readonly seed: number; readonly scenes: number; readonly pairs: number },
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const rows = [];
  for (let scene = 0; scene < scenes; scene++) {
    const { source, candidates, instruction } = nanoCase(seed, scene);
    await writePng(join(folder, `${scene}.png`), source);
    const chosen = preferences(candidates.map(({ grades }) => liking(grades))).slice(0, pairs);
    for (const place of new Set(chosen.flat())) {
      const candidate = candidates[place];
      if (candidate) await writePng(join(folder, `${scene}-${place}.png`), candidate.image);
    }
    for (const [better, worse] of chosen) {
      // Not always the first.
      const [one, other] = scene % 2 === 0 ? [better, worse] : [worse, better];
      const vote = one === better ? 'A>B' : 'B>A';
      const paths = { path_src: `${scene}.png`, path1: `${scene}-${one}.png`, path2: `${scene}-${other}.png` };
      rows.push({ instruction, ...paths, human_vote: vote });
    }
  }
  const file = join(folder, 'votes.json');
  await writeFile(file, JSON.stringify(rows));
  return file;
}

async function writePng(path: string, { width, height, data }: RgbImage): Promise<void> {
  await sharp(data, { raw: { width, height, channels: 3 } }).toFile(path);
}
