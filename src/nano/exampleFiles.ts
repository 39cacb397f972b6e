import type { RgbImage } from '../core/image/rgbImage.ts';
import { nanoExamples, type NanoExample } from './examples.ts';

/** An entry of `examples.json`; paths are relative to its folder. */
export interface ListedExample {
  readonly id: string;
  readonly title: string;
  readonly instruction: string;
  readonly source: string;
  readonly candidates: readonly string[];
}

/** The examples' pictures by their paths, and what the page reads to find them. */
export function exampleFiles(): { readonly list: ListedExample[]; readonly pictures: ReadonlyMap<string, RgbImage> } {
  const examples = nanoExamples();
  return { list: examples.map(listed), pictures: new Map(examples.flatMap(picturesOf)) };
}

function listed({ id, title, instruction, candidates }: NanoExample): ListedExample {
  return {
    id,
    title,
    instruction,
    source: `${id}/source.png`,
    candidates: candidates.map(({ name }) => `${id}/${name}.png`),
  };
}

function picturesOf({ id, source, candidates }: NanoExample): [path: string, image: RgbImage][] {
  return [{ name: 'source', image: source }, ...candidates].map(({ name, image }) => [`${id}/${name}.png`, image]);
}
