import type { Command } from '../command.ts';
import { DEVICE_HELP } from './deviceArgs.ts';
import { parseScoreArgs } from './scoreArgs.ts';

export const score: Command = {
  name: 'score',
  summary: 'Score edited images of a source, or images made from a prompt',
  help: `Usage: editreward score --model DIR --source IMAGE --edited IMAGE... --instruction TEXT [options]
       editreward score --model DIR --image IMAGE... --prompt TEXT [options]

Scores edits of an image and ranks them; with a model that judges pictures by themselves, as HPSv3 does, scores pictures
that were made from a prompt. Rewards have no fixed range, and zero means nothing special: compare only edits of one
picture and instruction, or pictures of one prompt. The model must pass its self-test first. Exits with 1 if a picture could not be
scored; the others are scored all the same.

  --model DIR              model package, made by \`editreward convert\`
  --source IMAGE           the image that was edited (PNG, JPEG, WebP, GIF, BMP or AVIF); left out where there is none
  --edited IMAGE...        the edits, or the pictures; several may follow, and the option may be repeated. Also --image
  --instruction TEXT       what the edit was asked to do, or the prompt. Also --prompt

  --images official|upright
                           official (default): do as the model's Python code does, which mostly ignores the camera's rotation;
                           upright: turn photos as their EXIF data says
  --max-pixels N           make larger pictures smaller, to N pixels: quicker, with less memory. For models that see pictures at
                           their own size. These are not the official scores, and the result says so
  --taste FILE             score with heads that \`editreward train\` made for this model. The report names them
  --reference FILE         a reference set of this model, made by \`editreward reference\`: says how many of its scores each
                           new one beats. A package may bring one, as MODEL/reference.json
${DEVICE_HELP}
  --json                   print one JSON object instead of a table`,

  async run(args) {
    const options = parseScoreArgs(args);
    const { runScore } = await import('./runScore.ts');
    return runScore(options);
  },
};
