import { basename, dirname } from 'node:path';
import { readAll } from '../../core/bytes/bytes.ts';
import { parseReferenceSet } from '../../core/reference/parseReferenceSet.ts';
import { checkReference, type ReferenceSet } from '../../core/reference/referenceSet.ts';
import type { ModelPackage } from '../../packages/modelPackage.ts';
import { readReference } from '../../packages/packageReference.ts';
import { directoryFolder, DiskError } from '../nodeFiles.ts';
import { describeLimited } from './loadModel.ts';

/**
 * The reference set at `path`, if there is to be one. Throws {@link DiskError}, and `ReferenceSetError` where it is of another
 * model.
 */
export async function readReferenceFile(
  path: string | undefined,
  modelPackage: ModelPackage,
  maxPixels: number | undefined,
): Promise<ReferenceSet | undefined> {
  if (path === undefined) return undefined;
  const source = await directoryFolder(dirname(path)).open(basename(path));
  if (!source) throw new DiskError(`${path} does not exist or is a folder. Give a reference set.`, { file: path });
  const set = parseReferenceSet(new TextDecoder().decode(await readAll(source)), path);
  const reference = await readReference(modelPackage);
  checkReference(set, { ...describeLimited(modelPackage, maxPixels), reference }, path);
  return set;
}
