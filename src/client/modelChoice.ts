import { unpackFiles } from '../core/bytes/packedFiles.ts';
import { AbortError, EditRewardError } from '../core/errors.ts';
import type { ModelLocation } from '../core/modelPackage/modelLocation.ts';
import { folderFilesOf, packageOfFolder, packageOfUrl } from './chosenPackage.ts';
import type { PackageFiles } from './packageFiles.ts';

/**
 * Which model. `'nano'` is EditReward-Nano, which comes with this package. Or give the address under which a model
 * package's `manifest.json` is; a relative one counts from the page. Or give the files of a folder: those of an
 * `<input webkitdirectory>`.
 */
export type ModelChoice = 'nano' | (string & {}) | URL | Iterable<File>;

/** EditReward-Nano, which should come with this package, does not. */
export class NanoMissingError extends EditRewardError {
  override readonly name = 'NanoMissingError';
}

/** Throws `NotAPackageError` or {@link NanoMissingError}. */
export async function locateModel(
  model: ModelChoice,
  nano: PackageFiles['nano'],
  signal?: AbortSignal,
): Promise<ModelLocation> {
  if (model === 'nano') return nano.endsWith('/') ? { kind: 'url', url: nano } : unpackNano(nano, signal);
  if (typeof model === 'string' || model instanceof URL) return packageOfUrl(String(model), location.href);
  return packageOfFolder('the chosen files', folderFilesOf(model));
}

async function unpackNano(address: string, signal: AbortSignal | undefined): Promise<ModelLocation> {
  const response = await fetch(address, { signal: signal ?? null }).catch((): undefined => undefined);
  if (signal?.aborted) throw new AbortError();
  if (!response?.ok) {
    throw new NanoMissingError(
      `EditReward-Nano was not found at ${address}. The site has to serve the files of editreward-web; ` +
        'see docs/library.md, or name another model.',
    );
  }
  return { kind: 'files', files: await unpackFiles(await response.blob()) };
}
