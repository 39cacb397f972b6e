import type { Command } from '../../command.ts';
import { DEVICE_HELP } from '../deviceArgs.ts';
import { parseTrainArgs } from './trainArgs.ts';

export const train: Command = {
  name: 'train',
  summary: "Train a model's heads on votes, so that it agrees with you",
  help: `Usage: editreward train --model DIR --manifest FILE --out TASTE [options]

Makes a taste: heads for a model that order pictures as the votes do. Only the heads learn, from what the model saw in each
picture; what it did not see they cannot learn. Some votes are held out, never with a picture that was learned from. The taste is
written if it agrees better with those than the model's own heads do. A picture that is missing or damaged is told of and left
out. Use the taste with \`score --taste\` and \`evaluate --taste\`.

  --model DIR              model package, made by \`editreward convert\`
  --manifest FILE          votes or scores: any dataset that \`evaluate --manifest\` reads
  --images DIR             folder that the paths in it are relative to (default: where FILE is)
  --out TASTE              the file to write
  --name TEXT              what the taste is called in reports (default: the file's name without its ending)
  --heads last|whole       last (default): the last layer of each head, and how much each head counts, held to the original; for tens
                           to some thousands of votes. whole: heads drawn anew; for thousands of votes
  --loss WHICH             chance (default): how likely the votes are by mu and sigma; uncertainty: as EditReward and HPSv3 train;
                           ranknet: by mu alone; regression: mu becomes the score that people gave, also where no two pictures were
                           compared, and sigma how far it is off
  --labels overall|dimensions
                           dimensions: each head learns from scores of its own dimension (model1_dim1_score, model2_dim1_score and so
                           on; dim1 is of the first head), one without such scores stays as it is. overall: all learn from the
                           judgement of the whole. Default: dimensions where the dataset has any, unless --preference scores is given
  --seed S                 another number draws other folds and other whole heads (default 1)
  --features FILE          what the heads read of each picture, as \`evaluate --keep-features\` keeps it (default: TASTE.features,
                           which is kept for the next training). Pictures that are not in it are scored
  --anyway                 write the taste even if it is not better
  --columns, --preference, --min-confidence, --max-pixels
                           as for \`evaluate\`
${DEVICE_HELP}
  --json                   print one JSON object instead of text`,

  async run(args) {
    const options = parseTrainArgs(args);
    const { runTrain } = await import('./runTrain.ts');
    return runTrain(options);
  },
};
