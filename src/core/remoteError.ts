import { EditRewardError, type ErrorKind } from './errors.ts';
import type { TransferredError } from './transferredError.ts';

/** A failure of the other side, under the name and of the kind it had there. */
class RemoteError extends EditRewardError {
  override readonly name: string;
  override readonly kind: ErrorKind;

  constructor({ name, message, file, kind = 'input' }: TransferredError) {
    super(message, file === undefined ? {} : { file });
    this.name = name;
    this.kind = kind;
  }
}

/** The inverse of `toTransferred`: an error with the same name, message, file and kind. */
export function fromTransferred(transferred: TransferredError): EditRewardError {
  return new RemoteError(transferred);
}
