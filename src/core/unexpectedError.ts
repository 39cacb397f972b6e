import { EditRewardError, messageOf } from './errors.ts';

/** Something failed that no one expected: a fault of this program or of a library, not one that we explain. */
export class UnexpectedError extends EditRewardError {
  override readonly name = 'UnexpectedError';

  constructor(cause: unknown, file: string) {
    super(
      `${file} could not be scored, for a reason that was not expected (${describe(cause)}). Try once more; if it fails ` +
        'again, please report this sentence.',
      { cause, file },
    );
  }
}

/**
 * Makes an error for people of what was thrown while `file` was worked on. Our own errors stay as they are, others get
 * our words.
 */
export function explained(error: unknown, file: string): EditRewardError {
  // Another thread tells of its `TypeError` under that name: no class of ours is called as one of the language.
  const isOurs = error instanceof EditRewardError && !(error.name in globalThis);
  return isOurs ? error : new UnexpectedError(error, file);
}

/** "TypeError: x is not a function". */
function describe(cause: unknown): string {
  const message = messageOf(cause).trim();
  if (!(cause instanceof Error)) return message;
  return message === '' ? cause.name : `${cause.name}: ${message}`;
}
