import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { RgbImage } from '../core/image/rgbImage.ts';
import { nanoCase, type NanoCandidate } from '../nano/suite.ts';
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

/** What people would give in each dimension, in the order of the heads. */
export type Grading = (grades: NanoCandidate['grades']) => readonly [number, number];

/** Draws scenes as {@link writeNanoVotes} does, with `scores.json` of some of their edits, each alone, and `pairs.json` of the same in pairs. */
export async function writeNanoScores(
  folder: string,
  grading: Grading,
  { seed, scenes, edits }: { readonly seed: number; readonly scenes: number; readonly edits: number },
): Promise<{ readonly single: string; readonly pairs: string }> {
  await mkdir(folder, { recursive: true });
  const single: Record<string, unknown>[] = [];
  const pairs: Record<string, unknown>[] = [];
  for (let scene = 0; scene < scenes; scene++) {
    const { source, candidates, instruction } = nanoCase(seed, scene);
    await writePng(join(folder, `${scene}.png`), source);
    const rows = await Promise.all(
      candidates.slice(0, edits).map(async ({ image, grades }, place) => {
        const path = `${scene}-${place}.png`;
        await writePng(join(folder, path), image);
        return { path, scores: grading(grades) };
      }),
    );
    const common = { instruction, path_src: `${scene}.png` };
    for (const { path, scores } of rows) {
      const [dim1_score, dim2_score] = scores;
      single.push({ ...common, output_path: path, score: (dim1_score + dim2_score) / 2, dim1_score, dim2_score });
    }
    for (let k = 0; k + 1 < rows.length; k += 2) pairs.push({ ...common, ...pairOf(rows.slice(k, k + 2)) });
  }
  const files = { single: join(folder, 'scores.json'), pairs: join(folder, 'pairs.json') };
  await writeFile(files.single, JSON.stringify(single));
  await writeFile(files.pairs, JSON.stringify(pairs));
  return files;
}

/** As EditReward's training files have them. */
function pairOf(edits: readonly { readonly path: string; readonly scores: readonly number[] }[]) {
  const cells = edits.flatMap(({ path, scores }, k) => [
    [`path${k + 1}`, path] as const,
    ...scores.map((score, d) => [`model${k + 1}_dim${d + 1}_score`, score] as const),
  ]);
  return Object.fromEntries(cells);
}

async function writePng(path: string, { width, height, data }: RgbImage): Promise<void> {
  await sharp(data, { raw: { width, height, channels: 3 } }).toFile(path);
}
