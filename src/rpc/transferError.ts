import { EditRewardError, type ErrorKind, messageOf } from '../core/errors.ts';
import type { TransferredError } from './scorerApi.ts';

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

/** What of anything thrown crosses the worker boundary. Structured clone itself would lose the name and the file. */
export function toTransferred(error: unknown): TransferredError {
  if (isTransferred(error)) return pick(error);
  return { name: error instanceof Error ? error.name : 'Error', message: messageOf(error) };
}

/** The inverse of {@link toTransferred}: an error with the same name, message, file and kind. */
export function fromTransferred(transferred: TransferredError): EditRewardError {
  return new RemoteError(transferred);
}

/** Our own errors have this shape too, whichever realm made them. */
function isTransferred(value: unknown): value is TransferredError {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'message' in value &&
    typeof value.message === 'string'
  );
}

function pick(error: TransferredError): TransferredError {
  const { name, message, file } = error;
  const kind = kindOf(error);
  return { name, message, ...(typeof file === 'string' && { file }), ...(kind !== 'input' && { kind }) };
}

/** The platform cancels with an error of its own. */
function kindOf({ name, kind }: TransferredError): ErrorKind {
  return kind ?? (name === 'AbortError' ? 'cancelled' : 'input');
}
