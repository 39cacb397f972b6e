import type { Command } from '../../command.ts';
import { parseReferenceArgs } from './referenceArgs.ts';

export const reference: Command = {
  name: 'reference',
  summary: 'Make a reference set of results, to say where a new score lies among them',
  help: `Usage: editreward reference --results FILE... [--of TEXT] [--out FILE] [--add-to DIR]

Reads what \`editreward evaluate\` or the Batch page wrote (NAME_scores.jsonl, with NAME_report.json beside it, which says which
model it was). Keeps of each head how its scores are spread, and no pictures. \`editreward score --reference FILE\` and the Score
page then say of a new score how many of these it is above. It must be a score of the same model.

  --results FILE...        results of one model; several may follow, and the option may be repeated
  --of TEXT                what was scored, in the plural, e.g. "edits of my cat" (default: edits, or pictures, of the results)
  --out FILE               where the reference set goes (default: reference.json)
  --add-to DIR             adds it to this model package, too, in place of one that is there. The package's digest changes by
                           that: scores that are kept of it then count as another model's`,

  async run(args) {
    const options = parseReferenceArgs(args);
    const { runReference } = await import('./runReference.ts');
    return runReference(options);
  },
};
