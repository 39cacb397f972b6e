import type { Command } from '../command.ts';
import { parseEvaluateArgs } from './evaluateArgs.ts';

export const evaluate: Command = {
  name: 'evaluate',
  summary: 'Measure how often a model orders edits as people would',
  help: `Usage: editreward evaluate --suite nano [--model DIR]... [options]

Draws scenes of plain shapes, instructions, and edits of known grades, as EditReward-Nano knows them, and scores them. Prints
how many pairs of edits of one scene, of different grade, are in the right order (equal scores are wrong), with 95%
intervals by the bootstrap over scenes. Nothing is drawn as in training: another program with another seed.

  --suite nano             the only suite
  --model DIR              model package, made by \`editreward convert\`; by default the Nano that comes with this program.
                           May be repeated: then also how the others order edits compared with the first (Kendall's tau-b),
                           for example the same checkpoint converted with --dtype fp32, q8 and q4
  --scenes N               how many scenes, with 6 edits each (default 300)
  --seed S                 another number draws another set (default 1)
  --json                   print one JSON object instead of tables`,

  async run(args) {
    const options = parseEvaluateArgs(args);
    const { evaluateNano } = await import('./evaluateNano.ts');
    return evaluateNano(options);
  },
};
