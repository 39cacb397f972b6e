import { digestText } from '../core/bytes/sha256.ts';
import { parseManifest, type Manifest } from '../core/modelPackage/manifest.ts';
import { parseReferenceSet } from '../core/reference/parseReferenceSet.ts';
import {
  checkReference,
  REFERENCE_FILE,
  ReferenceSetError,
  type ReferenceSet,
} from '../core/reference/referenceSet.ts';
import { type PackageFiles, readPackageText, type ReadOptions } from './modelPackage.ts';

/**
 * The reference set that came with a package. Throws package errors, and {@link ReferenceSetError} where the package holds one of
 * another model.
 */
export async function readReference(files: PackageFiles, options: ReadOptions = {}): Promise<ReferenceSet | undefined> {
  const { manifest } = files;
  if (!manifest.reference) return undefined;
  const { path } = manifest.reference;
  const set = parseReferenceSet(await readPackageText(files, path, options), path);
  // Not by the digest of the manifest, which is another one since the set is listed there.
  if (set.model.id !== manifest.id || set.model.dtype !== manifest.dtype) {
    throw new ReferenceSetError(
      `${path} holds scores of ${set.model.id} ${set.model.dtype}, and the package is ${manifest.id} ${manifest.dtype}. ` +
        'Copy or download the model package again.',
      { file: path },
    );
  }
  return set;
}

/** Text of a package's manifest, and of its reference set. */
export interface ReferencedManifest {
  readonly manifest: string;
  readonly reference: string;
}

/**
 * What a package's `manifest.json` becomes with this reference set, in place of another one if it had one. All else in it stays
 * as it was written. Throws {@link ReferenceSetError} if the set is not of this package.
 */
export async function withReference(manifestJson: string, set: ReferenceSet): Promise<ReferencedManifest> {
  const former = withoutReference(manifestJson);
  const { id, dtype } = parseManifest(manifestJson);
  const digests = await Promise.all([manifestJson, former].map(digestText));
  const [manifestSha256 = ''] = digests;
  if (!digests.includes(set.model.manifestSha256))
    checkReference(set, { id, dtype, manifestSha256 }, 'The reference set');
  const reference = `${JSON.stringify(set)}\n`;
  const file = {
    path: REFERENCE_FILE,
    byteLength: new TextEncoder().encode(reference).byteLength,
    sha256: await digestText(reference),
  };
  const data = JSON.parse(former);
  const manifest = { ...data, reference: { path: REFERENCE_FILE }, files: [...data.files, file] };
  return { manifest: written(manifest, manifestJson), reference };
}

/** The manifest of the package as it was before it got a reference set: to the byte, if that was added by {@link withReference}. */
export function withoutReference(manifestJson: string): string {
  const { reference, ...others } = JSON.parse(manifestJson);
  if (!reference) return manifestJson;
  const files = others.files.filter(({ path }: Manifest['files'][number]) => path !== reference.path);
  return written({ ...others, files }, manifestJson);
}

/** Indented, and ended, as the former text is. */
function written(value: unknown, former: string): string {
  const indent = /^\{\n( +)"/.exec(former)?.[1];
  return JSON.stringify(value, undefined, indent) + (former.endsWith('\n') ? '\n' : '');
}
