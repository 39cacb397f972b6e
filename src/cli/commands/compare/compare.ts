import type { Command } from '../../command.ts';
import { DEVICE_HELP } from '../deviceArgs.ts';
import { parseCompareArgs } from './compareArgs.ts';

export const compare: Command = {
  name: 'compare',
  summary: 'Measure how close two packages of one model are, such as q4 and q8',
  help: `Usage: editreward compare --model A --model B --manifest FILE --out DIR [options]
       editreward compare --results A --results B [options]

Scores a dataset with two model packages, one after the other, and says how close their scores are: how alike they order edits
(Kendall's tau-b, of the reward and of each head), how far mu and sigma are apart, and which pairs change their order, the worst
by name. Nobody has to have judged the dataset; where people did, it says how often each is right. Intervals are 95%, by the
bootstrap over sources. A run that was stopped resumes where it stopped.

  --model DIR              a model package. The second is compared with the first
  --results FILE           a NAME_scores.jsonl in the place of a model: what \`editreward evaluate\` or the Batch page wrote
  --manifest FILE          the dataset, as with \`editreward evaluate\`; --folder DIR in its place for a folder of pictures
  --images DIR, --columns WHICH, --max-pixels N
                           as with \`editreward evaluate\`
  --out DIR                where files go: results and journal of each model in a folder of its own, and the files of --format
${DEVICE_HELP}
  --format FORMAT          md or tex: the whole report; csv: each table. May be repeated. In every file stand the SHA-256 of the
                           scores and the command that makes it again. Without it, the report is printed as Markdown
  --json                   print one JSON object instead`,

  async run(args) {
    const options = parseCompareArgs(args);
    const { runCompare } = await import('./runCompare.ts');
    return runCompare(options);
  },
};
