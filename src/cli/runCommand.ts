import { AbortError, EditRewardError } from '../core/errors.ts';
import { EXIT_FAILED, EXIT_INTERRUPTED, EXIT_OK, EXIT_USAGE, UsageError, type Command } from './command.ts';
import { explainMissingPackage } from './missingPackage.ts';

const USAGE = 'Usage: editreward <command> [options]';

/** Where text goes. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
}

/** Runs the command that `args` names and explains what went wrong. Resolves with the exit code; never rejects. */
export async function runCommand(args: string[], commands: readonly Command[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  const command = commands.find((other) => other.name === name);
  try {
    if (command === undefined) return answerWithoutCommand(name, commands, terminal);
    if (asksForHelp(rest)) {
      terminal.out(command.help);
      return EXIT_OK;
    }
    return await command.run(rest);
  } catch (error) {
    return report(explainMissingPackage(error), command, terminal);
  }
}

function answerWithoutCommand(name: string | undefined, commands: readonly Command[], terminal: Terminal): number {
  if (name === undefined) {
    terminal.err(overview(commands));
    return EXIT_USAGE;
  }
  if (asksForHelp([name]) || name === 'help') {
    terminal.out(overview(commands));
    return EXIT_OK;
  }
  const kind = name.startsWith('-') ? 'option' : 'command';
  throw new UsageError(`There is no ${kind} "${name}".`);
}

/** Before `--`: what stands after it is a name, however it looks. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  const options = end === -1 ? args : args.slice(0, end);
  return options.includes('--help') || options.includes('-h');
}

function report(error: unknown, command: Command | undefined, terminal: Terminal): number {
  if (isUsageError(error)) {
    terminal.err(`editreward: ${error.message}\n${command === undefined ? USAGE : usageOf(command)}`);
    return EXIT_USAGE;
  }
  terminal.err(`editreward: ${explain(error)}`);
  return error instanceof AbortError ? EXIT_INTERRUPTED : EXIT_FAILED;
}

function usageOf({ help }: Command): string {
  const end = help.indexOf('\n\n');
  return end === -1 ? help : help.slice(0, end);
}

/** Ours, or one of `parseArgs`, which have no class of their own. */
function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');
}

/** Errors that we explain need no stack. Others are bugs: whoever looks for one asks for it, nobody else is shown it. */
function explain(error: unknown): string {
  if (error instanceof EditRewardError) return error.message;
  if (error instanceof Error && process.env[SHOW_STACK]) return error.stack ?? error.message;
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `something failed that was not expected (${what}). Run it with ${SHOW_STACK}=1 to see where, and please report that.`;
}

/** An environment variable. */
const SHOW_STACK = 'EDITREWARD_STACK';

function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const list = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    'EditReward scores edits of images: how well they follow the instruction, and how good they look.',
    '',
    USAGE,
    '',
    'Commands:',
    ...list,
    '',
    '`editreward <command> --help` tells more about one.',
  ].join('\n');
}
