import { EditRewardError } from '../../core/errors.ts';

/** A file beyond what the page reads to see whether it is a picture. */
export class FileTooLargeError extends EditRewardError {
  override readonly name = 'FileTooLargeError';

  constructor(file: string, maxBytes: number) {
    super(`${file} is larger than ${maxBytes / 1e6} MB. Save a smaller copy and drop that.`, { file });
  }
}
