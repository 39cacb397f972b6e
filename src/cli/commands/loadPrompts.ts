import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import {
  downloadPrompts,
  parsePromptJson,
  PromptSourceError,
  readPrompts,
  type LoadedPrompts,
} from '../../convert/promptSource.ts';
import { readPythonText } from '../../convert/textFile.ts';
import { AbortError, messageOf } from '../../core/errors.ts';
import { directoryFolder, DiskError } from '../nodeFiles.ts';

/**
 * EditReward's prompts: from a folder or a JSON file at `path`, or downloaded when there is none. Throws
 * {@link PromptSourceError}, {@link DiskError} and `AbortError`.
 */
export async function loadPrompts(path: string | undefined, signal: AbortSignal): Promise<LoadedPrompts> {
  if (path === undefined) return downloadPrompts((url) => fetchText(url, signal));
  if (await isFolder(path)) return readPrompts(directoryFolder(path));
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
      `${url} cannot be downloaded (${reasonOf(cause)}). Try again, or clone TIGER-AI-Lab/EditReward and give its ` +
        'folder with --prompts.',
      { cause },
    );
  }
}

/** fetch says only "fetch failed"; why stands in the cause. */
function reasonOf(error: unknown): string {
  return error instanceof Error && error.cause instanceof Error ? reasonOf(error.cause) : messageOf(error);
}
