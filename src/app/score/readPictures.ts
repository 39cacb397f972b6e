import { messageOf } from '../../core/errors.ts';
import { isHelperFile } from '../../core/helperFile.ts';
import { inspectImage } from '../../core/image/inspectImage.ts';
import { mayBeTransparent } from '../../core/image/mayBeTransparent.ts';
import type { NewPicture } from './stageAction.ts';
import type { Problem } from './stageState.ts';
import { fileKind, whyNotPicture } from './fileKind.ts';
import { FileTooLargeError } from './fileTooLargeError.ts';
import { hasTransparentParts } from './transparency.ts';

/** No photograph is larger, and each file is read whole here to see what it is. */
export const MAX_FILE_BYTES = 200e6;

/**
 * Sorts files into pictures and problems; one bad file does not keep the others out. The bytes decide what is a picture,
 * a name only helps to say what else it is. One file at a time, so that a large drop does not fill the memory.
 */
export async function readPictures(
  files: readonly File[],
): Promise<{ readonly pictures: readonly NewPicture[]; readonly problems: readonly Problem[] }> {
  const pictures: NewPicture[] = [];
  const problems: Problem[] = [];
  for (const file of withoutHelpers(files)) {
    try {
      pictures.push(await readPicture(file));
    } catch (error) {
      const kind = fileKind(file.name);
      problems.push({ file: file.name, message: kind ? whyNotPicture(file.name, kind) : messageOf(error) });
    }
  }
  return { pictures, problems };
}

/** What an operating system put beside the pictures is passed over; one that was chosen alone is named like any other. */
function withoutHelpers(files: readonly File[]): readonly File[] {
  const meant = files.filter(({ name }) => !isHelperFile(name));
  return meant.length > 0 ? meant : files;
}

async function readPicture(file: File): Promise<NewPicture> {
  const { name, size } = file;
  if (size > MAX_FILE_BYTES) throw new FileTooLargeError(name, MAX_FILE_BYTES);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { orientation, format } = inspectImage(bytes, name);
  const transparent = mayBeTransparent(bytes, format) && (await hasTransparentParts(file));
  return { name, blob: file, turned: orientation !== 1, ...(transparent && { transparent }), fromExample: false };
}
