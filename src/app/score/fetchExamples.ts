import * as v from 'valibot';
import { EditRewardError } from '../../core/errors.ts';
import type { NewPicture } from './stageAction.ts';
import type { Example } from './stageState.ts';

/** The site's prepared examples, or one of their pictures, could not be read. */
export class ExampleError extends EditRewardError {
  override readonly name = 'ExampleError';

  constructor(address: string, cause?: unknown) {
    super(`The example could not be opened: ${address} did not load. Check the connection and try again.`, {
      cause,
      file: address,
    });
  }
}

const text = v.pipe(v.string(), v.nonEmpty());
const examples = v.array(
  v.object({
    id: text,
    title: text,
    instruction: text,
    // Addresses relative to the file.
    source: text,
    candidates: v.pipe(v.array(text), v.minLength(1)),
  }),
);

/**
 * Reads `examples.json` under `folder`, an absolute address with a slash at its end; so are then the addresses of the
 * pictures. Throws {@link ExampleError}.
 */
export async function fetchExamples(folder: string): Promise<readonly Example[]> {
  const address = new URL('examples.json', folder).href;
  const response = await fetchFile(address);
  const parsed = v.safeParse(examples, await response.json().catch(() => undefined));
  if (!parsed.success) throw new ExampleError(address);
  const absolute = (path: string) => new URL(path, folder).href;
  return parsed.output.map((example) => ({
    ...example,
    source: absolute(example.source),
    candidates: example.candidates.map(absolute),
  }));
}

/** The example's pictures, the source first. Throws {@link ExampleError}. */
export function fetchExamplePictures({ source, candidates }: Example): Promise<NewPicture[]> {
  return Promise.all([source, ...candidates].map(fetchPicture));
}

async function fetchPicture(address: string): Promise<NewPicture> {
  const blob = await (await fetchFile(address)).blob();
  const name = address.split('/').at(-1) ?? address;
  // They are drawn, not photographed.
  return { name, blob, turned: false, fromExample: true };
}

async function fetchFile(address: string): Promise<Response> {
  const response = await fetch(address).catch((cause: unknown) => {
    throw new ExampleError(address, cause);
  });
  if (!response.ok) throw new ExampleError(address);
  return response;
}
