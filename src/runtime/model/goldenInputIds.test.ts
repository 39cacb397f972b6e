import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkpointPlace, checkpointRequest, hasCheckpoint, type CheckpointName } from '../../testing/checkpoints.ts';
import type { PromptTexts } from '../../convert/promptSource.ts';
import { prepareTokenizer, REWARD_TOKEN } from '../../convert/tokenizerFiles.ts';
import { REWARDS } from '../../convert/rewards/rewards.ts';
import { at } from '../../core/at.ts';
import { defined } from '../../core/defined.ts';
import { expandSegments, promptSegments, splitAtImages } from '../../core/prompt/promptSegments.ts';
import { renderPrompt } from '../../core/prompt/renderPrompt.ts';
import { createTokenizer, type PackageTokenizer } from './tokenizer.ts';

/** With the id of the reward token, which is the number of tokens before it. */
const CHECKPOINTS: readonly (readonly [CheckpointName, number])[] = [
  ['tiny-a', 151665],
  ['tiny-b', 151665],
  ['hps-a', 151657],
  ['hps-b', 151657],
  ['qwen3-a', 151669],
];
const present = CHECKPOINTS.every(([name]) => hasCheckpoint(name));
if (!present) console.warn('Skipping golden input ids: no fixtures (set EDITREWARD_FIXTURES).');

const MERGED_PATCHES = 4;

const run = v.object({ input_ids: v.array(v.number()) });
const grids = v.array(v.tuple([v.number(), v.number(), v.number()]));
const golden = v.record(
  v.string(),
  v.array(
    v.union([
      v.object({ id: v.string(), instruction: v.string(), dim1: run, dim2: run, image_grid_thw: grids }),
      v.object({ id: v.string(), prompt: v.string(), ...run.entries, image_grid_thw: grids }),
    ]),
  ),
);

/** Each run of each case: the index of its prompt, the text, and what the official code makes of them. */
function runsOf(name: CheckpointName) {
  const cases = v.parse(golden, JSON.parse(readFileSync(join(checkpointPlace(name).data, 'golden.json'), 'utf8')));
  return defined(cases[name], `There are no cases of ${name}.`).flatMap((each) => {
    const { id, image_grid_thw: images } = each;
    const counts = images.map(([frames, rows, columns]) => (frames * rows * columns) / MERGED_PATCHES);
    const runs = 'dim1' in each ? [each.dim1, each.dim2] : [each];
    const text = 'dim1' in each ? each.instruction : each.prompt;
    return runs.map(({ input_ids: inputIds }, prompt) => ({ id, prompt, text, counts, inputIds }));
  });
}

it.skipIf(!present)('are those of 24 cases with two prompts, of 24 with one, and of 12 more with two', () => {
  expect(CHECKPOINTS.map(([name]) => runsOf(name).length)).toEqual([24, 24, 12, 12, 24]);
});

describe.skipIf(!present).each(CHECKPOINTS)('golden input ids of %s', (name, rewardTokenId) => {
  let tokenizer: PackageTokenizer;
  let imageTokenId: number;
  let prompts: PromptTexts;

  beforeAll(async () => {
    const request = checkpointRequest(name);
    ({ prompts } = request);
    const prepared = await prepareTokenizer(request.base);
    expect(prepared.rewardTokenId).toBe(rewardTokenId);
    ({ imageTokenId } = prepared);
    tokenizer = createTokenizer(prepared);
  });

  it('reads the reward token as one', () => {
    expect(tokenizer.encode(REWARD_TOKEN)).toEqual([rewardTokenId]);
  });

  it.each(present ? runsOf(name) : [])('$id, prompt $prompt', ({ prompt, text, counts, inputIds }) => {
    const { task } = defined(
      REWARDS.find(({ key }) => key === prompts.reward),
      'There is no such reward model.',
    );
    const entry = { template: at(prompts.templates, prompt), suffix: prompts.suffix };
    const ids = tokenizer.encode(renderPrompt(entry, task, text, tokenizer.renderChat));
    const images = [...counts.keys()];

    const whole = expandSegments(splitAtImages(ids, imageTokenId, images), counts, imageTokenId);
    expect(whole).toEqual(inputIds);

    const cut = expandSegments(promptSegments(ids, { imageTokenId, rewardTokenId }, images), counts, imageTokenId);
    expect(cut).toEqual(inputIds.slice(0, inputIds.indexOf(rewardTokenId) + 1));
    expect(cut.at(-1)).toBe(rewardTokenId);
  });
});
