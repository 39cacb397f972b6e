import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { OfferedFile } from './offeredFolder.ts';

interface Example {
  readonly id: string;
  readonly instruction: string;
  readonly source: string;
  readonly candidates: readonly string[];
}

export interface ExampleDatasetOptions {
  /** Appended to those of the examples. */
  readonly extraRows?: readonly unknown[];
  /** Of the site's six examples, four edits each. */
  readonly examples?: number;
  /** How often each comes, with another instruction each time, so that it is scored anew. */
  readonly repeats?: number;
}

/** The site's examples, as a user would have them: K-way JSON with people's rankings, and the images in a folder beside it. */
export function exampleDataset({
  extraRows = [],
  examples = 6,
  repeats = 1,
}: ExampleDatasetOptions = {}): OfferedFile[] {
  const folder = resolve('public/examples');
  const all: Example[] = JSON.parse(readFileSync(resolve(folder, 'examples.json'), 'utf8'));
  const chosen = all.slice(0, examples);
  const rows = Array.from({ length: repeats }, (_, k) => chosen.map((example) => rowOf(example, k))).flat();
  const images = chosen.flatMap(({ source, candidates }) => [source, ...candidates]);
  return [
    { path: 'labels.json', bytes: Buffer.from(JSON.stringify([...rows, ...extraRows], undefined, 1)) },
    ...images.map((path) => ({ path: `images/${path}`, bytes: readFileSync(resolve(folder, path)) })),
  ];
}

function rowOf({ instruction, source, candidates }: Example, repeat: number) {
  return {
    prompt: repeat === 0 ? instruction : `${instruction} (${repeat})`,
    path_src: `images/${source}`,
    paths_generated: candidates.map((path) => `images\\${path.replaceAll('/', '\\')}`),
    human_vote: { ranking: 'C>B>A>D' },
  };
}
