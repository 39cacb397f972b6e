import { basename, dirname } from 'node:path';
import { readAll } from '../../core/bytes/bytes.ts';
import type { ModelPackage } from '../../packages/modelPackage.ts';
import { applyTaste, type AppliedTaste } from '../../taste/package/applyTaste.ts';
import { parseTaste } from '../../taste/package/tasteFile.ts';
import { directoryFolder, DiskError } from '../nodeFiles.ts';

/** The taste in a file, on the model that it was trained on. Undefined without a file. Throws the errors of both. */
export async function openTaste(
  modelPackage: ModelPackage,
  path: string | undefined,
): Promise<AppliedTaste | undefined> {
  if (path === undefined) return undefined;
  const source = await directoryFolder(dirname(path)).open(basename(path));
  if (!source) throw new DiskError(`${path} does not exist or is a folder. Give the path of a taste.`, { file: path });
  return applyTaste(modelPackage, await parseTaste(await readAll(source), path), path);
}
