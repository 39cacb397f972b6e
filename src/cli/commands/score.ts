import type { Command } from '../command.ts';
import { parseScoreArgs } from './scoreArgs.ts';

export const score: Command = {
  name: 'score',
  summary: 'Score edited images of a source',
  help: `Usage: editreward score --model DIR --source IMAGE --edited IMAGE... --instruction TEXT [options]

Scores edits of an image and ranks them. Rewards are unbounded and only relative: compare edits of one source. The model
must pass its self-test first. Exits with 1 when an edit could not be scored; the others are scored all the same.

  --model DIR              model package, made by \`editreward convert\`
  --source IMAGE           the image that was edited (PNG, JPEG, WebP, GIF, BMP or AVIF)
  --edited IMAGE...        the edits; several may follow, and the option may be repeated
  --instruction TEXT       what the edit was asked to do

  --images official|upright
                           official (default): photos as they are stored, as EditReward's own code takes them;
                           upright: turned as their EXIF data says
  --json                   print one JSON object instead of a table`,

  async run(args) {
    const options = parseScoreArgs(args);
    const { runScore } = await import('./runScore.ts');
    return runScore(options);
  },
};
