import type { Command } from './command.ts';
import { compare } from './commands/compare/compare.ts';
import { convert } from './commands/convert.ts';
import { devices } from './commands/devices.ts';
import { evaluate } from './commands/evaluate/evaluate.ts';
import { merge } from './commands/evaluate/merge.ts';
import { publish } from './commands/publish/publish.ts';
import { reference } from './commands/reference/reference.ts';
import { report } from './commands/report/report.ts';
import { score } from './commands/score.ts';
import { train } from './commands/train/train.ts';
import { template } from './commands/template.ts';

/** Every subcommand, in the order of the help. */
export const commands: readonly Command[] = [
  convert,
  score,
  evaluate,
  merge,
  report,
  compare,
  reference,
  train,
  template,
  devices,
  publish,
];
