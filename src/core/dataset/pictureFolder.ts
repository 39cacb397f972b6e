/** A folder of pictures, each with its prompt in a text file of the same name. HPSv3's benchmark has such folders. */
import { EditRewardError } from '../errors.ts';
import { isHelperFile } from '../helperFile.ts';

/** The prompt of a picture cannot be read. */
export class PromptFileError extends EditRewardError {
  override readonly name = 'PromptFileError';
}

/** A row of a dataset, as its reader knows it: a picture, its prompt, and the folder that it counts for. */
export interface PictureRow {
  readonly prompt: string;
  readonly output_path: string;
  readonly folder: string;
}

/** Those that the official code looks for, which tells capitals apart. Others would change the mean of a folder. */
const OFFICIAL_PICTURE = /\.(png|jpg)$/;

const ANY_PICTURE = /\.(png|jpe?g|jfif|webp|avif|gif|bmp)$/i;

/** Whether the official code would find the picture. Its search skips names that begin with a dot. */
export function isPicturePath(path: string): boolean {
  return OFFICIAL_PICTURE.test(path) && isInSight(path);
}

/** Neither hidden, nor a file that an operating system keeps for itself. */
export function isInSight(path: string): boolean {
  return !isHelperFile(path) && path.split('/').every((part) => !part.startsWith('.'));
}

/** Whether all pictures have a prompt of their name. Then their names have no other meaning. */
export function haveAllPrompts(paths: ReadonlySet<string>): boolean {
  const pictures = Array.from(paths).filter((path) => ANY_PICTURE.test(path) && isInSight(path));
  return pictures.length > 0 && pictures.every((path) => isPicturePath(path) && paths.has(promptPathOf(path)));
}

/** Both endings have four characters. */
const ENDING_LENGTH = 4;

/** Where the prompt of such a picture is. */
export function promptPathOf(picture: string): string {
  return `${picture.slice(0, -ENDING_LENGTH)}.txt`;
}

/**
 * A prompt as the official code passes it on. It joins the lines of the file, which keep their ends, with one more line
 * end. So each end between two lines doubles, and the last one stays. Python reads `\r\n` and `\r` as line ends, and
 * leaves a byte order mark in the text. Throws {@link PromptFileError}; `file` names it.
 */
export function promptOf(bytes: Uint8Array, file: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.replaceAll(/\r\n?/g, '\n').replaceAll(/\n(?!$)/g, '\n\n');
  } catch (cause) {
    throw new PromptFileError(`${file} is not UTF-8 text. Save it as UTF-8.`, { file, cause });
  }
}

export interface PictureFolder {
  /** All files, as paths. */
  readonly paths: ReadonlySet<string>;
  /** Undefined when it is gone. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** What a picture is called in the dataset, and which folder it counts for. */
  placeOf(path: string): Pick<PictureRow, 'output_path' | 'folder'>;
}

export interface PictureRows {
  readonly rows: readonly PictureRow[];
  /** Pictures that are not used, each with the reason: a sentence. */
  readonly leftOut: readonly string[];
}

/** Prompts that are read at once: disks and browsers answer several sooner than one after the other. */
const PARALLEL = 16;

/** The pictures with their prompts, in the order of their names. */
export async function readPictureFolder(folder: PictureFolder): Promise<PictureRows> {
  const pictures = Array.from(folder.paths)
    .filter((path) => ANY_PICTURE.test(path) && isInSight(path))
    .toSorted(inNumericOrder);
  const read: (PictureRow | string)[] = [];
  for (let start = 0; start < pictures.length; start += PARALLEL) {
    const some = pictures.slice(start, start + PARALLEL);
    read.push(...(await Promise.all(some.map((path) => readOne(folder, path)))));
  }
  return {
    rows: read.filter((one) => typeof one !== 'string'),
    leftOut: read.filter((one) => typeof one === 'string'),
  };
}

/** A row, or why there is none. */
async function readOne({ paths, read, placeOf }: PictureFolder, path: string): Promise<PictureRow | string> {
  if (!isPicturePath(path)) return `${path} is left out: the official code takes .png and .jpg alone.`;
  const file = promptPathOf(path);
  try {
    const bytes = paths.has(file) ? await read(file) : undefined;
    if (bytes) return { prompt: promptOf(bytes, file), ...placeOf(path) };
    return `${path} is left out: its prompt, ${file}, is missing.`;
  } catch (error) {
    if (error instanceof EditRewardError) return `${path} is left out: ${error.message}`;
    throw error;
  }
}

function inNumericOrder(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
