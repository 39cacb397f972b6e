import { parseArgs } from 'node:util';
import type { Command } from '../command.ts';
import { requireOption } from './requireOption.ts';

export const merge: Command = {
  name: 'merge',
  summary: 'Join the parts of an evaluation',
  help: `Usage: editreward merge --manifest FILE --out DIR [--first-is-preferred] [--json]

Joins what \`editreward evaluate --part 1/N\` to N/N wrote for a dataset into DIR, and writes the results there.
It does not look at the pictures: the scores are of those that each part found.

  --manifest FILE          the dataset
  --out DIR                the folder that the parts were written to, or that they were copied into
  --first-is-preferred     take the first edit of a pair for the preferred one where nothing says which is, as \`evaluate\` does
  --json                   print one JSON object instead of tables`,

  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        manifest: { type: 'string' },
        out: { type: 'string' },
        'first-is-preferred': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const options = {
      manifest: requireOption('manifest', values.manifest),
      out: requireOption('out', values.out),
      firstIsPreferred: values['first-is-preferred'],
      json: values.json,
    };
    const { mergeParts } = await import('./evaluateMerge.ts');
    return mergeParts(options);
  },
};
