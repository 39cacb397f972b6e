import type { Command } from '../../command.ts';
import { DEVICE_HELP } from '../deviceArgs.ts';
import { parseEvaluateArgs } from './evaluateArgs.ts';

export const evaluate: Command = {
  name: 'evaluate',
  summary: 'Measure how often a model orders edits as people would',
  help: `Usage: editreward evaluate --manifest FILE --model DIR --out DIR [options]
       editreward evaluate --folder DIR... --model DIR --out DIR [options]
       editreward evaluate --suite nano [--model DIR]... [options]

With --manifest: scores a dataset that people judged, and says how well the model agrees with them. It is of edits with their
sources, or, for a model that judges a picture by its prompt, of pictures without. Stop it any time: the same command resumes where it
stopped. Edits that failed are scored again, and so are those whose pictures have changed (each is compared by its SHA-256).

  --manifest FILE          pairwise, K-way or pointwise JSON, the same as JSON lines or CSV, or parquet as EditReward-Bench
                           and EditReward-Data; HPDv3's pairs, and the ranking files of HPSv3's evaluation. Rows that cannot
                           be used are named by line; the others are scored
  --images DIR             folder that the paths in it are relative to (default: where FILE is)
  --model DIR              model package, made by \`editreward convert\`
  --out DIR                for the results: NAME_accuracy.json and NAME_detailed_log.json as EditReward's own evaluation
                           writes them, NAME_report.json with intervals, NAME_scores.jsonl, and the journal of the run
  --columns WHICH          which column is what, where their names do not tell: source=before,edited=after,instruction=ask,
                           editor=who. Without a source the instruction is the prompt. Of several edits a row, edited (and
                           editor) stand several times. category: the kind of source or edit; score: what people gave to a
                           single edit; vote: which edit they preferred. What is not named is not read
  --preference WHICH       which edit of a pair counts as preferred where nobody says: path1, the first one, as in EditReward's
                           own training files; scores, the one with the higher score of the first dimension, as in
                           GenAI-Bench and AURORA; none (default): such pairs are scored and not judged. Every result names
                           the choice
  --min-confidence N       leave out pairs that people were less sure of, and those without a confidence. HPSv3 was trained on
                           those of 0.95 and more. By default all pairs count
  --max-pixels N           as with \`score\`: for a model that sees pictures at their own size. Scores under a limit are
                           another model's
  --taste FILE             score with heads that \`editreward train\` made for this model. Every result names them
  --keep-features          keep what the heads read of each picture in NAME_features.bin, for \`editreward train\`: 14 KB a head
                           and picture for a model of 7B. Nothing is computed for it
  --part I/N               only part I of N, for one of N machines; then join them with \`editreward merge\`

With --folder: scores all .png and .jpg in a folder and beneath it, each with its prompt in a .txt of the same name, and says
the mean reward, its deviation and its ends, as HPSv3's benchmark does. Several may follow: then also the mean of the folders'
means. For a model that judges a picture by its prompt. --out, --part and --json are as above. A folder of edits is read by its
names: flux/001.png beside source/001.png, or 001_flux.png beside 001.png, each source with its instruction in 001.txt.

With --suite nano: draws scenes of plain shapes, instructions, and edits of known grades, as EditReward-Nano knows them.
Prints how many pairs of edits of one scene, of different grade, are in the right order (equal scores are wrong), with 95%
intervals by the bootstrap over scenes. These scenes are not those of the training: another program draws them, with another seed.

  --model DIR              by default the Nano that comes with this program. May be repeated: then also how the others order
                           edits compared with the first (Kendall's tau-b), for example the same checkpoint converted with
                           --dtype fp32, q8 and q4
  --scenes N               how many scenes, with 6 edits each (default 300)
  --seed S                 another number draws another set (default 1)

${DEVICE_HELP}
  --json                   print one JSON object instead of tables`,

  async run(args) {
    const options = parseEvaluateArgs(args);
    if (options.kind === 'dataset') {
      const { evaluateDataset } = await import('./evaluateDataset.ts');
      return evaluateDataset(options.dataset);
    }
    const { evaluateNano } = await import('./evaluateNano.ts');
    return evaluateNano(options.nano);
  },
};
