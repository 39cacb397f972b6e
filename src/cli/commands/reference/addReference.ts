import { readAll } from '../../../core/bytes/bytes.ts';
import { ManifestError } from '../../../core/modelPackage/manifest.ts';
import { REFERENCE_FILE, type ReferenceSet } from '../../../core/reference/referenceSet.ts';
import { withReference } from '../../../packages/packageReference.ts';
import { directoryFolder } from '../../nodeFiles.ts';
import { writeTogether } from '../evaluate/writeTogether.ts';

const MANIFEST_FILE = 'manifest.json';

/** Gives a package this reference set, in place of one that it has. Throws as {@link withReference} does. */
export async function addReference(folder: string, set: ReferenceSet): Promise<void> {
  const source = await directoryFolder(folder).open(MANIFEST_FILE);
  if (!source) throw new ManifestError(`${folder} is not a model package: it has no ${MANIFEST_FILE}.`);
  const { manifest, reference } = await withReference(new TextDecoder().decode(await readAll(source)), set);
  await writeTogether(folder, [
    [REFERENCE_FILE, reference],
    [MANIFEST_FILE, manifest],
  ]);
}
