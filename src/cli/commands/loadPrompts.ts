import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import {
  downloadPrompts,
  parsePromptJson,
  PromptSourceError,
  readPrompts,
  type LoadedPrompts,
} from '../../convert/promptSource.ts';
import type { Reward } from '../../convert/rewards/reward.ts';
import { readPythonText } from '../../convert/textFile.ts';
import { AbortError, messageOf } from '../../core/errors.ts';
import { directoryFolder, DiskError } from '../nodeFiles.ts';

/**
 * A reward model's prompts: from a folder or a JSON file at `path`, or downloaded when there is none. `detect` finds out
 * whose, where the prompts do not say. Throws {@link PromptSourceError}, {@link DiskError}, `AbortError`, and what `detect`
 * throws.
 */
export async function loadPrompts(
  path: string | undefined,
  detect: () => Promise<Reward>,
  signal: AbortSignal,
): Promise<LoadedPrompts> {
  if (path === undefined) return downloadPrompts(await detect(), (url) => fetchText(url, signal));
  if (await isFolder(path)) return readPrompts(directoryFolder(path), await detect());
  const file = await directoryFolder(dirname(path)).open(basename(path));
  if (file === undefined)
    throw new DiskError(`${path} does not exist. Check the path given by --prompts.`, { file: path });
  return { texts: parsePromptJson(await readPythonText(file), path), verified: false };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // Whatever is wrong with it, opening it as a file says so.
    return false;
  }
}

/** Exported for its test. */
export async function fetchText(url: string, signal: AbortSignal): Promise<string> {
  try {
    const response = await fetch(url, { signal });
    if (response.ok) return await response.text();
    throw new Error(`the server answered ${response.status}`);
  } catch (cause) {
    if (signal.aborted) throw new AbortError();
    throw new PromptSourceError(
      `${url} cannot be downloaded (${reasonOf(cause)}). Try again, or clone ${repositoryOf(url)} and give its ` +
        'folder with --prompts.',
      { cause },
    );
  }
}

/** The first two parts of a path at GitHub's. */
function repositoryOf(url: string): string {
  return new URL(url).pathname.split('/').slice(1, 3).join('/');
}

/** fetch says only "fetch failed"; why stands in the cause. */
function reasonOf(error: unknown): string {
  return error instanceof Error && error.cause instanceof Error ? reasonOf(error.cause) : messageOf(error);
}
