import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editrewardHere } from '../testing/commandLine.ts';
import { writePictureModel } from '../testing/pictureModel.ts';
import { formatScoreWithSigma } from '../core/formatNumbers.ts';
import { liftScore } from '../core/score/flatScore.ts';
import { headScore } from '../core/score/score.ts';
import type { ScoreReport } from '../core/score/scoreReport.ts';

const picture = (name: string) => join('public/examples/recolor', name);
const PICTURES = [picture('done.png'), picture('wrong-color.png')];
const PROMPT = 'A blue circle beside a red square';

let root: string;
let model: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'editreward-pictures-'));
  model = join(root, 'package');
  await writePictureModel(model);
});
afterAll(() => rm(root, { recursive: true }));

const score = (...words: string[]) => editrewardHere('score', '--model', model, ...words);
async function scored(...words: string[]) {
  const { out, err } = await score(...words, '--json');
  expect(err).toBe('');
  const report: ScoreReport = JSON.parse(out);
  return report.candidates.map((one) => ({ ...one, score: 'rank' in one ? liftScore(one) : undefined }));
}

describe('a model that judges pictures by themselves', () => {
  it('scores pictures under a prompt, each head under its key', async () => {
    const candidates = await scored('--image', ...PICTURES, '--prompt', PROMPT);
    expect(candidates.map(({ score: one }) => Object.keys(one?.heads ?? {}))).toEqual([
      ['alignment', 'beauty'],
      ['alignment', 'beauty'],
    ]);
    for (const { score: one } of candidates) {
      const { alignment, beauty } = one?.heads ?? {};
      expect(one?.reward).toBe(((alignment?.mu ?? NaN) + (beauty?.mu ?? NaN)) / 2);
      expect(one?.logSigma).toBe(((alignment?.logSigma ?? NaN) + (beauty?.logSigma ?? NaN)) / 2);
    }
    expect(candidates).toEqual(await scored('--edited', ...PICTURES, '--instruction', PROMPT));
  });

  it('gives a picture the same score whatever stands beside it', async () => {
    const together = await scored('--image', ...PICTURES, '--prompt', PROMPT);
    for (const path of PICTURES) {
      const [alone] = await scored('--image', path, '--prompt', PROMPT);
      const { score: beside } = together.find(({ file }) => file === path) ?? {};
      expect(alone?.score?.reward).toBeCloseTo(beside?.reward ?? NaN, 6);
    }
  });

  it('has a column for each head in the table', async () => {
    const [best] = await scored('--image', ...PICTURES, '--prompt', PROMPT);
    const { code, out } = await score('--image', ...PICTURES, '--prompt', PROMPT);
    expect(code).toBe(0);
    const lines = out.split('\n');
    expect(lines[2]).toMatch(/^Rank {2}Picture +Reward +Alignment +Beauty$/);
    const { mu, logSigma } = headScore(best?.score?.heads ?? {}, 'beauty');
    expect(lines[3]).toMatch(new RegExp(`^1 .* ${formatScoreWithSigma(mu, logSigma)}$`));
  });

  it('says of which pictures a limit made it see less', async () => {
    const [best] = await scored('--image', PICTURES[0] ?? '', '--prompt', PROMPT);
    const limited = ['--image', PICTURES[0] ?? '', '--prompt', PROMPT, '--max-pixels', '20000'];
    const report: ScoreReport = JSON.parse((await score(...limited, '--json')).out);
    expect(report.model.maxPixels).toBe(20_000);
    const [smaller] = report.candidates.flatMap((one) => ('rank' in one ? [one] : []));
    expect(smaller?.['maxPixels']).toBe(20_000);
    expect(best).not.toHaveProperty('maxPixels');
    expect(smaller?.reward).not.toBeCloseTo(best?.score?.reward ?? NaN, 3);
    const { out } = await score(...limited);
    expect(out).toContain(`Made smaller than the official code makes them, to 20,000 pixels at most: ${PICTURES[0]}`);
  });

  it('calls its text a prompt where that is too long, too', async () => {
    const { code, out, err } = await score('--image', ...PICTURES, '--prompt', 'a'.repeat(50_000));
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe('editreward: The prompt has 50,000 characters; at most 10,000 are allowed. Shorten it.\n');
  });

  it('takes no source', async () => {
    const { code, out, err } = await score(
      '--source',
      picture('source.png'),
      '--edited',
      ...PICTURES,
      '--prompt',
      PROMPT,
    );
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe(
      'editreward: This model judges each picture by itself, without a source image. Leave the source image out.\n',
    );
  });

  it('cannot take the drawn suite, which grades edits', async () => {
    const { code, err } = await editrewardHere('evaluate', '--suite', 'nano', '--model', model);
    expect(code).toBe(1);
    expect(err).toBe(
      `editreward: ${model} cannot take this suite: it is of edits, graded in instruction following and visual quality, ` +
        'and the model scores alignment and beauty of pictures. Choose a model of EditReward.\n',
    );
  });
});

it('a model that judges edits needs a source', async () => {
  const { code, err } = await editrewardHere(
    'score',
    '--model',
    'public/models/nano',
    '--image',
    ...PICTURES,
    '--prompt',
    PROMPT,
  );
  expect(code).toBe(1);
  expect(err).toBe(
    'editreward: This model judges edits of a source image, and none was given. Give the source image as well.\n',
  );
});
