/**
 * What a failure is about, so that a caller needs no list of names. `input`: something that the user gave; everything
 * else may be right. `text`: the instruction or the prompt. `package` and `device`: the model cannot score, whatever it
 * is given.
 */
export type ErrorKind = 'input' | 'text' | 'package' | 'device' | 'cancelled';

/**
 * The base of every failure that we explain to a person. A subclass is beside the code that throws it, and has a
 * literal `name`. Its message says what was wrong, with what, and what to do.
 */
export class EditRewardError extends Error {
  override readonly name: string = 'EditRewardError';
  readonly kind: ErrorKind = 'input';
  /** The file or image the failure is about, as the user named it. */
  readonly file: string | undefined;

  constructor(message: string, options: { cause?: unknown; file?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.file = options.file;
  }
}

/** The caller asked to stop. It has the platform's name, so `error.name === 'AbortError'` holds everywhere. */
export class AbortError extends EditRewardError {
  override readonly name = 'AbortError';
  override readonly kind = 'cancelled';
  constructor() {
    super('The work was cancelled.');
  }
}

/** Throws {@link AbortError} when `signal` has fired. It is called between steps: a step that has begun is finished. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AbortError();
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
