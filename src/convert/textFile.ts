/** Text files as the official Python reads them. One other character gives other tokens, and another reward. */
import { readAll, type ByteSource } from '../core/bytes/bytes.ts';
import { EditRewardError } from '../core/errors.ts';
import { describeForeignCheckpoint } from '../formats/foreignCheckpoint.ts';

/** A text file is something else, or not UTF-8. */
export class TextFileError extends EditRewardError {
  override readonly name = 'TextFileError';
}

/**
 * The text of a UTF-8 file, as `open(path, encoding="utf-8").read()` gives it. Every line end is \n, and a byte order
 * mark is an ordinary character. Throws {@link TextFileError}.
 */
export async function readPythonText(source: ByteSource): Promise<string> {
  return universalNewlines(decodeUtf8(await readAll(source), source.name));
}

/** As Python's text files and Jinja's templates have them: \r\n and a lone \r are \n. */
export function universalNewlines(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}

/** Without the mark that Windows' editors put before UTF-8. */
export function withoutByteOrderMark(text: string): string {
  return text.replace(/^\ufeff/, '');
}

function decodeUtf8(bytes: Uint8Array, file: string): string {
  const foreign = describeForeignCheckpoint(bytes);
  if (foreign !== undefined) throw new TextFileError(`${file} is ${foreign}.`, { file });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new TextFileError(`${file} is not UTF-8 text. Save it as UTF-8, or download it again.`, { file, cause });
  }
}
