import { EditRewardError } from '../core/errors.ts';

/** What a command tells the shell. */
export const EXIT_OK = 0;
export const EXIT_FAILED = 1;
export const EXIT_USAGE = 2;
/** As shells count a program that Ctrl-C ended. */
export const EXIT_INTERRUPTED = 130;

/**
 * A subcommand. It stands in a file of its own in `commands/` and in the table of `commandTable.ts`. The table is loaded
 * for every call, `--help` too: import what is slow to load (onnxruntime, sharp) inside `run`.
 */
export interface Command {
  readonly name: string;
  /** One line for the list of commands: what it does, without a full stop. */
  readonly summary: string;
  /** What `--help` prints: usage, an empty line, then the rest. */
  readonly help: string;
  /**
   * Does the work. `args` are the words after the command's name; read them with `parseArgs` of `node:util`, whose errors
   * count as wrong usage. Results go to standard output, progress to standard error. Resolves with the exit code.
   */
  run(args: string[]): Promise<number>;
}

/** The command line cannot be understood; the message says what is wrong with it. */
export class UsageError extends EditRewardError {
  override readonly name = 'UsageError';
}
