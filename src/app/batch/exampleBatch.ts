import * as v from 'valibot';
import { ExampleError } from '../score/fetchExamples.ts';
import type { BatchFiles } from './batchFiles.ts';

const NAME = 'example';
const MANIFEST = 'editors.json';

const text = v.pipe(v.string(), v.nonEmpty());
const rowsSchema = v.array(v.object({ source: text, instruction: text, edits: v.record(v.string(), text) }));

/** What several editors made of a source; paths are relative to the folder of the examples. */
export type ExampleRow = v.InferOutput<typeof rowsSchema>[number];

/** The rows of the example dataset in `folder`, an absolute address with a slash at its end. Throws {@link ExampleError}. */
export async function fetchExampleRows(folder: string): Promise<readonly ExampleRow[]> {
  const address = new URL(MANIFEST, folder).href;
  const parsed = v.safeParse(rowsSchema, await (await fetchFile(address)).json().catch(() => undefined));
  if (!parsed.success) throw new ExampleError(address);
  return parsed.output;
}

/** The example dataset, as if its folder had been chosen; pictures are fetched as they are opened. */
export function exampleBatch(rows: readonly ExampleRow[], folder: string): BatchFiles {
  const pictures = rows.flatMap(({ source, edits }) => [source, ...Object.values(edits)]);
  const paths = new Set([MANIFEST, ...pictures].map((path) => `${NAME}/${path}`));
  return { name: NAME, paths, open: (path) => openIn(folder, paths, path), handles: [], isExample: true };
}

async function openIn(folder: string, paths: ReadonlySet<string>, path: string): Promise<File | undefined> {
  if (!paths.has(path)) return undefined;
  const inside = path.slice(`${NAME}/`.length);
  const blob = await (await fetchFile(new URL(inside, folder).href)).blob();
  return new File([blob], inside.split('/').at(-1) ?? inside);
}

async function fetchFile(address: string): Promise<Response> {
  const response = await fetch(address).catch((cause: unknown) => {
    throw new ExampleError(address, cause);
  });
  if (!response.ok) throw new ExampleError(address);
  return response;
}
