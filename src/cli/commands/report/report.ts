import { PUBLISHED_SUITES } from '../../../evaluation/publishedFigures.ts';
import type { Command } from '../../command.ts';
import { parseReportArgs } from './reportArgs.ts';

const SUITES = PUBLISHED_SUITES.map(({ id }) => id).join(', ');

export const report: Command = {
  name: 'report',
  summary: 'Make a report of results, or compare several, for a paper',
  help: `Usage: editreward report FILE... [--suite ID] [--format FORMAT]... [--out DIR] [--json]

Reads what \`editreward evaluate\` or the Batch page wrote (NAME_scores.jsonl, or a NAME_detailed_log.json of EditReward's own
evaluation), or what EditReward's inference_2pair_hf.py, inference_3pair_hf.py and inference_4pair_hf.py wrote of a chat model
that judges; the three files of one judge are one run. NAME_report.json beside NAME_scores.jsonl says which model it was.

Of one run it says how it agrees with people and which editor is best. Of several it says how alike they order the same edits
(Kendall's tau-b), how far their accuracies differ, and on which pictures they differ most.

  --suite ID               which published suite the results are of: their figures then stand among all that was published of it.
                           One of ${SUITES.replace('imagenhub, ', 'imagenhub,\n                           ')}
  --format FORMAT          md or tex: the whole report; csv: each table; svg or png: each plot. May be repeated. In every file
                           stand the SHA-256 of the data and the command that makes it again. Without it, the report is
                           printed as Markdown
  --out DIR                where the files go (default: the current folder)
  --json                   print one JSON object instead`,

  async run(args) {
    const options = parseReportArgs(args);
    const { runReport } = await import('./runReport.ts');
    return runReport(options);
  },
};
