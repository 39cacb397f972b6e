import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { OfferedFile } from './offeredFolder.ts';

interface Example {
  readonly id: string;
  readonly instruction: string;
  readonly source: string;
  readonly candidates: readonly string[];
}

/** The site's examples, as a user would have them: K-way JSON with people's rankings, and the images in a folder beside it. */
export function exampleDataset(extraRows: readonly unknown[] = []): OfferedFile[] {
  const folder = resolve('public/examples');
  const examples: Example[] = JSON.parse(readFileSync(resolve(folder, 'examples.json'), 'utf8'));
  const rows = examples.map(({ instruction, source, candidates }) => ({
    prompt: instruction,
    path_src: `images/${source}`,
    paths_generated: candidates.map((path) => `images\\${path.replaceAll('/', '\\')}`),
    human_vote: { ranking: 'C>B>A>D' },
  }));
  const images = examples.flatMap(({ source, candidates }) => [source, ...candidates]);
  return [
    { path: 'labels.json', bytes: Buffer.from(JSON.stringify([...rows, ...extraRows], undefined, 1)) },
    ...images.map((path) => ({ path: `images/${path}`, bytes: readFileSync(resolve(folder, path)) })),
  ];
}
