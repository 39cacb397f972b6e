import { type ErrorKind, messageOf } from './errors.ts';

/** An error as it crosses the worker boundary. */
export interface TransferredError {
  readonly name: string;
  readonly message: string;
  readonly file?: string;
  /** Absent: `input`. */
  readonly kind?: ErrorKind;
}

/** What of anything thrown is kept. Structured clone itself would lose the name and the file. */
export function toTransferred(error: unknown): TransferredError {
  if (isTransferred(error)) return pick(error);
  return { name: error instanceof Error ? error.name : 'Error', message: messageOf(error) };
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
