import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { digestBlob } from '../../../core/bytes/digestBlob.ts';
import { EditRewardError } from '../../../core/errors.ts';
import type { Manifest } from '../../../core/modelPackage/manifest.ts';
import { openModelPackage, openPackageFile, type ModelPackage } from '../../../packages/modelPackage.ts';
import { DiskError, directoryFolder } from '../../nodeFiles.ts';

/** The package knows by itself that it is no model to use: nobody should find it published. */
export class DemoPackageError extends EditRewardError {
  override readonly name = 'DemoPackageError';
  override readonly kind = 'package';
}

/** A file of the package was written to after it had been checked. */
export class ChangedFileError extends EditRewardError {
  override readonly name = 'ChangedFileError';
  override readonly kind = 'package';
}

/** A file that will be uploaded, with its digest; reading it fails once it is not as it was when it was opened. */
export interface LocalFile {
  readonly path: string;
  readonly sha256: string;
  readonly content: Blob;
}

/** A package whose files are all as its manifest says. */
export interface LocalPackage {
  readonly modelPackage: ModelPackage;
  /** All of them, the manifest last. */
  readonly files: readonly LocalFile[];
}

export interface CheckHooks {
  readonly signal: AbortSignal;
  readonly onBytes: (byteLength: number) => void;
}

/** Throws {@link DemoPackageError}, and the errors of manifests and damaged files. */
export async function openForPublishing(folder: string): Promise<ModelPackage> {
  const modelPackage = await openModelPackage(directoryFolder(folder));
  const { id, limits } = modelPackage.manifest;
  if (limits === undefined) return modelPackage;
  throw new DemoPackageError(
    `${id} is a demonstration, and is not published: "${limits}" Convert a model for real use.`,
    {
      file: folder,
    },
  );
}

/** Reads and checks each file. It is opened first, so that a change after the check is noticed. Throws `PackageFileError`. */
export async function checkFiles(folder: string, modelPackage: ModelPackage, hooks: CheckHooks): Promise<LocalFile[]> {
  const files: LocalFile[] = [];
  for (const { path, sha256 } of modelPackage.manifest.files) {
    const content = await openBlob(folder, path);
    await openPackageFile(modelPackage, path, hooks);
    files.push({ path, sha256, content });
  }
  return [...files, await openManifest(folder, modelPackage)];
}

/** It was read before the others, minutes ago where those are large. */
async function openManifest(folder: string, { manifestSha256: sha256 }: ModelPackage): Promise<LocalFile> {
  const content = await openBlob(folder, MANIFEST);
  if ((await digestBlob(content)) !== sha256) throw changed(MANIFEST);
  return { path: MANIFEST, sha256, content };
}

const MANIFEST = 'manifest.json';

async function openBlob(folder: string, path: string): Promise<Blob> {
  try {
    return await openAsBlob(join(folder, path));
  } catch (cause) {
    throw new DiskError(`${join(folder, path)} cannot be read. Check that it is there.`, { file: path, cause });
  }
}

/** The first file that is not as it was when it was checked. */
export async function findChanged(files: readonly LocalFile[]): Promise<ChangedFileError | undefined> {
  for (const { path, content } of files) {
    const readable = await content
      .slice(0, 1)
      .arrayBuffer()
      .then(
        () => true,
        () => false,
      );
    if (readable) continue;
    return changed(path);
  }
  return undefined;
}

function changed(path: string): ChangedFileError {
  return new ChangedFileError(
    `${path} was changed or removed while the package was published. Nothing was published. Run the command again.`,
    { file: path },
  );
}

/** Names of files that only an older package of the same repository has. */
export function leftBehind(former: Manifest, files: readonly LocalFile[]): string[] {
  const now = new Set(files.map(({ path }) => path));
  return former.files.map(({ path }) => path).filter((path) => !now.has(path));
}
