import type { Command } from './command.ts';
import { convert } from './commands/convert.ts';
import { devices } from './commands/devices.ts';
import { evaluate } from './commands/evaluate/evaluate.ts';
import { merge } from './commands/evaluate/merge.ts';
import { report } from './commands/report/report.ts';
import { score } from './commands/score.ts';
import { train } from './commands/train/train.ts';
import { template } from './commands/template.ts';

/** Every subcommand, in the order of the help. */
export const commands: readonly Command[] = [convert, score, evaluate, merge, report, train, template, devices];
