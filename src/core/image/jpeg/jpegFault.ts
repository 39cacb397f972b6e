import { EditRewardError } from '../../errors.ts';

/** Why the bytes of a JPEG cannot be decoded; `decodeJpeg` turns it into a `DecodeError` that names the file. */
export class JpegFault extends Error {
  override readonly name = 'JpegFault';
  /** A clause without a full stop. */
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/** The bytes end before the picture does. */
export class JpegCutShort extends JpegFault {
  constructor() {
    super('the end of the file is missing');
  }
}

/** A kind of JPEG that neither Pillow nor we decode. The file is not damaged. */
export class UnsupportedJpegError extends EditRewardError {
  override readonly name = 'UnsupportedJpegError';

  /** `kind` says what it is, e.g. "a 12-bit JPEG". */
  constructor(file: string, kind: string) {
    super(`${file} is ${kind}, which cannot be decoded. Open it in an image editor and save it as PNG.`, { file });
  }
}
