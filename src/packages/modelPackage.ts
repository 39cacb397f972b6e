import { createSHA256 } from 'hash-wasm';
import { readAll, type ByteSource, type FileFolder, type InspectHooks } from '../core/bytes/bytes.ts';
import { readPieces } from '../core/bytes/readPieces.ts';
import { digestBytes } from '../core/bytes/sha256.ts';
import { EditRewardError } from '../core/errors.ts';
import { ManifestError, parseManifest, type Manifest } from '../core/modelPackage/manifest.ts';

/** A file of a model package is missing, of the wrong length, or not the one that the manifest describes. */
export class PackageFileError extends EditRewardError {
  override readonly name = 'PackageFileError';
  override readonly kind = 'package';
}

/** A manifest and the files that it lists, whose bytes are checked as they are read. */
export interface PackageFiles {
  readonly manifest: Manifest;
  readonly folder: FileFolder;
  /** The digests were checked when the files came, and nobody else writes there. So only lengths are checked now. */
  readonly verified?: boolean;
}

/** A whole model package. */
export interface ModelPackage extends PackageFiles {
  /** Length of all files together. */
  readonly byteLength: number;
  /** Digest of `manifest.json`: as that lists every other file's digest, it stands for the package. */
  readonly manifestSha256: string;
}

/** How reading goes: `onBytes` hears of each piece read, so that sums over files are the caller's. */
export type ReadOptions = InspectHooks;

/** Opens `folder/manifest.json`. Throws {@link ManifestError}. */
export async function openModelPackage(
  folder: FileFolder,
  { verified = false }: Pick<PackageFiles, 'verified'> = {},
): Promise<ModelPackage> {
  const source = await folder.open('manifest.json');
  if (!source) {
    throw new ManifestError(
      `${folder.name} is not a model package: it has no manifest.json. Choose the folder that "editreward convert" wrote.`,
    );
  }
  const bytes = await readAll(source);
  const manifest = parseManifest(new TextDecoder().decode(bytes));
  const byteLength = manifest.files.reduce((sum, file) => sum + file.byteLength, 0);
  return { manifest, folder, verified, byteLength, manifestSha256: await digestBytes(bytes) };
}

/** A whole file, checked. Throws {@link PackageFileError}. */
export async function readPackageFile(
  files: PackageFiles,
  path: string,
  options: ReadOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { source, digest } = await openListed(files, path);
  const bytes = new Uint8Array(source.byteLength);
  await readChecked(source, digest, options, (piece, offset) => bytes.set(piece, offset));
  return bytes;
}

/** A small text file, checked. Throws {@link PackageFileError}. */
export async function readPackageText(files: PackageFiles, path: string, options: ReadOptions = {}): Promise<string> {
  return new TextDecoder().decode(await readPackageFile(files, path, options));
}

/** A file for random access, after one checking pass over all of it where that is needed. Throws {@link PackageFileError}. */
export async function openPackageFile(
  files: PackageFiles,
  path: string,
  options: ReadOptions = {},
): Promise<ByteSource> {
  const { source, digest } = await openListed(files, path);
  if (digest !== undefined) await readChecked(source, digest, options, () => undefined);
  return source;
}

/** The source of a file of the right length, and the digest that is still to be checked. */
async function openListed({ manifest, folder, verified }: PackageFiles, path: string) {
  const listed = manifest.files.find((file) => file.path === path);
  if (!listed) {
    throw new ManifestError(`manifest.json uses ${path} but does not list it. Convert the checkpoint again.`);
  }
  const source = await folder.open(path);
  if (!source) {
    throw new PackageFileError(`${path} is missing from ${folder.name}. Copy or download the model package again.`, {
      file: path,
    });
  }
  if (source.byteLength !== listed.byteLength) {
    throw new PackageFileError(
      `${path} has ${source.byteLength} bytes; the manifest says ${listed.byteLength}. Copy or download this file again.`,
      { file: path },
    );
  }
  return { source, digest: verified ? undefined : listed.sha256 };
}

async function readChecked(
  source: ByteSource,
  digest: string | undefined,
  options: ReadOptions,
  onPiece: (piece: Uint8Array, offset: number) => void,
): Promise<void> {
  const hash = digest === undefined ? undefined : await createSHA256();
  let offset = 0;
  for await (const piece of readPieces(source, options)) {
    hash?.update(piece);
    onPiece(piece, offset);
    offset += piece.byteLength;
  }
  if (hash?.digest() === digest) return;
  throw new PackageFileError(
    `${source.name} is damaged: its SHA-256 is not the one in the manifest. Copy or download this file again.`,
    { file: source.name },
  );
}
