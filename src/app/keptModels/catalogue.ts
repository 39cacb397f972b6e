import * as v from 'valibot';
import { remoteLocationOf } from '../../client/remoteLocation.ts';
import { EditRewardError, messageOf } from '../../core/errors.ts';
import type { ModelDescription } from '../../core/keptModels/storedModel.ts';
import type { RemoteLocation } from '../../core/modelPackage/modelLocation.ts';
import type { CatalogueEntry } from './catalogueEntry.ts';

/** The site's list of models cannot be read. */
export class CatalogueError extends EditRewardError {
  override readonly name = 'CatalogueError';
}

/** What is at the address is not the model that the list names. */
export class CatalogueMismatchError extends EditRewardError {
  override readonly name = 'CatalogueMismatchError';
  override readonly kind = 'package';
}

/** Beside the site's own model. */
export const CATALOGUE_PATH = 'models/catalogue.json';

const entry = v.object({
  /** For people. */
  title: v.pipe(v.string(), v.nonEmpty()),
  /** Of the package's folder, counted from the site; or a repository on Hugging Face, as `owner/name@revision`. */
  address: v.pipe(v.string(), v.nonEmpty()),
  /** Of all its files. */
  byteLength: v.pipe(v.number(), v.integer(), v.minValue(1)),
  licence: v.optional(v.string()),
  /** Of `manifest.json`, which stands for the whole package. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'is no SHA-256')),
}) satisfies v.GenericSchema<unknown, CatalogueEntry>;

const catalogue = v.object({ models: v.array(entry) });

/**
 * The models that the owner of the site offers. Most sites have no list, and without a network there is none: then none are
 * offered. Throws {@link CatalogueError} where there is one that nobody can read.
 */
export async function fetchCatalogue(siteUrl: string): Promise<readonly CatalogueEntry[]> {
  // A request that cannot succeed would be an error in the browser's log.
  if ('navigator' in globalThis && navigator.onLine === false) return [];
  // The owner may change it at any time.
  const response = await fetch(new URL(CATALOGUE_PATH, siteUrl), { cache: 'no-cache' }).catch(
    (): undefined => undefined,
  );
  if (!response?.ok || isPage(response)) return [];
  return parseCatalogue(await response.text(), siteUrl);
}

/** Some hosts answer with the page itself where there is nothing. */
function isPage(response: Response): boolean {
  return response.headers.get('Content-Type')?.startsWith('text/html') ?? false;
}

/** Throws {@link CatalogueError}. */
export function parseCatalogue(json: string, siteUrl: string): readonly CatalogueEntry[] {
  try {
    const { models } = v.parse(catalogue, JSON.parse(json));
    for (const one of models) locationOfEntry(one, siteUrl);
    return models;
  } catch (cause) {
    const where = v.isValiError(cause) ? v.getDotPath(cause.issues[0]) : null;
    throw new CatalogueError(
      `${CATALOGUE_PATH} of this site is damaged${where === null ? '' : ` at "${where}"`}: ${messageOf(cause)}. Its models ` +
        'are not offered. Tell the owner of the site.',
      { file: CATALOGUE_PATH, cause },
    );
  }
}

/** Throws what addresses are refused with. */
export function locationOfEntry({ address }: CatalogueEntry, siteUrl: string): RemoteLocation {
  return remoteLocationOf(address, siteUrl);
}

/** Throws {@link CatalogueMismatchError}. */
export function checkEntry({ title, address, sha256 }: CatalogueEntry, { id }: ModelDescription): void {
  if (id === sha256) return;
  throw new CatalogueMismatchError(
    `${address} has another model than the one that this site offers as ${title}: the digest of its manifest is ` +
      `${id.slice(0, 12)}…, not ${sha256.slice(0, 12)}…. It is not downloaded. Tell the owner of the site.`,
    { file: address },
  );
}
