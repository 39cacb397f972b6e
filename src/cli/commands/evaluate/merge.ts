import { parseArgs } from 'node:util';
import type { Command } from '../../command.ts';
import { listedValues } from '../listedValues.ts';
import { requireOption } from '../requireOption.ts';
import { parseChoice } from './datasetChoice.ts';

export const merge: Command = {
  name: 'merge',
  summary: 'Join the parts of an evaluation',
  help: `Usage: editreward merge --manifest FILE --out DIR [--columns WHICH] [--preference path1|scores] [--min-confidence N] [--json]
       editreward merge --folder DIR... --out DIR [--json]

Joins what \`editreward evaluate --part 1/N\` to N/N wrote for a dataset into DIR, and writes the results there.
It does not look at the pictures: the scores are of those that each part found.

  --manifest FILE          the dataset, or --folder DIR as for \`evaluate\`
  --out DIR                the folder that the parts were written to, or that they were copied into
  --columns WHICH          which column is what, as for \`evaluate\`
  --preference WHICH       which edit of a pair counts as preferred where nobody says, as for \`evaluate\`
  --min-confidence N       leave out pairs that people were less sure of, as \`evaluate\` does
  --json                   print one JSON object instead of tables`,

  async run(args) {
    const { values, tokens } = parseArgs({
      args,
      options: {
        manifest: { type: 'string' },
        folder: { type: 'string', multiple: true },
        out: { type: 'string' },
        columns: { type: 'string' },
        preference: { type: 'string' },
        'first-is-preferred': { type: 'boolean' },
        'min-confidence': { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      allowPositionals: true,
      tokens: true,
    });
    const folders = listedValues(tokens, ['folder']);
    const options = {
      ...parseChoice({ ...values, ...(folders.length > 0 && { folder: folders }) }),
      out: requireOption('out', values.out),
      json: values.json,
    };
    const { mergeParts } = await import('./mergeParts.ts');
    return mergeParts(options);
  },
};
