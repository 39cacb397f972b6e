import packageJson from '../../package.json' with { type: 'json' };
import { EXIT_OK } from './command.ts';
import { commands } from './commandTable.ts';
import { runCommand } from './runCommand.ts';

/** The command line: `args` are the words after the program's name. Resolves with the exit code. */
export async function main(args: string[]): Promise<number> {
  if (args[0] === '--version') {
    console.log(packageJson.version);
    return EXIT_OK;
  }
  return runCommand(args, commands, { out: (text) => console.log(text), err: (text) => console.error(text) });
}
