import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { expandSegments, promptSegments, splitAtImages } from '../core/prompt/promptSegments.ts';
import { renderPrompt } from '../core/prompt/renderPrompt.ts';
import type { Task } from '../core/task.ts';
import { createTokenizer, type PackageTokenizer } from './tokenizer.ts';

const fixtures = process.env['EDITREWARD_FIXTURES'] ?? '../shared/fixtures';
const present = existsSync(join(fixtures, 'golden.json'));
if (!present) console.warn(`Skipping golden input ids: no fixtures at ${fixtures} (set EDITREWARD_FIXTURES).`);

const REWARD_TOKEN = '<|Reward|>';
const MERGED_PATCHES = 4;

const run = v.object({ input_ids: v.array(v.number()) });
const golden = v.record(
  v.string(),
  v.array(
    v.object({
      id: v.string(),
      instruction: v.string(),
      dim1: run,
      dim2: run,
      image_grid_thw: v.array(v.tuple([v.number(), v.number(), v.number()])),
    }),
  ),
);
const prompts = v.object({ instruction_following: v.string(), visual_quality: v.string(), suffix: v.string() });
const baseTokenizer = v.looseObject({ added_tokens: v.array(v.looseObject({ id: v.number(), content: v.string() })) });

const task: Task = { images: [{ role: 'source' }, { role: 'candidate' }], text: 'instruction' };

const text = (path: string): string => readFileSync(join(fixtures, path), 'utf8');

/** The base model's tokenizer with the reward token added, as the converter writes it. */
function loadTokenizer(): PackageTokenizer {
  const json = v.parse(baseTokenizer, JSON.parse(text('tokenizer/tokenizer.json')));
  const reward = { ...json.added_tokens.at(-1), id: 151665, content: REWARD_TOKEN, special: true };
  return createTokenizer({
    tokenizerJson: JSON.stringify({ ...json, added_tokens: [...json.added_tokens, reward] }),
    tokenizerConfigJson: text('tokenizer/tokenizer_config.json'),
    chatTemplate: text('tokenizer/chat_template.jinja'),
  });
}

function loadCases() {
  const { suffix, instruction_following, visual_quality } = v.parse(prompts, JSON.parse(text('prompts.json')));
  return Object.entries(v.parse(golden, JSON.parse(text('golden.json')))).flatMap(([checkpoint, cases]) =>
    cases.flatMap((each) => [
      {
        name: `${checkpoint} ${each.id} instruction following`,
        prompt: { template: instruction_following, suffix },
        inputIds: each.dim1.input_ids,
        ...each,
      },
      {
        name: `${checkpoint} ${each.id} visual quality`,
        prompt: { template: visual_quality, suffix },
        inputIds: each.dim2.input_ids,
        ...each,
      },
    ]),
  );
}

describe.skipIf(!present)('golden input ids', () => {
  const cases = present ? loadCases() : [];
  const tokenizer = present ? loadTokenizer() : undefined;
  const idOf = (token: string): number => tokenizer?.encode(token)[0] ?? -1;
  const imageTokenId = idOf('<|image_pad|>');
  const rewardTokenId = idOf(REWARD_TOKEN);

  it('cover both prompts of 24 cases', () => {
    expect(cases).toHaveLength(48);
  });

  it.each(cases)('$name', ({ prompt, instruction, inputIds, image_grid_thw: grids }) => {
    const ids = tokenizer?.encode(renderPrompt(prompt, task, instruction, tokenizer.renderChat)) ?? [];
    const counts = grids.map(([frames, rows, columns]) => (frames * rows * columns) / MERGED_PATCHES);

    const whole = expandSegments(splitAtImages(ids, imageTokenId, [0, 1]), counts, imageTokenId);
    expect(whole).toEqual(inputIds);

    const cut = expandSegments(promptSegments(ids, { imageTokenId, rewardTokenId }, [0, 1]), counts, imageTokenId);
    expect(cut).toEqual(inputIds.slice(0, inputIds.indexOf(rewardTokenId) + 1));
    expect(cut.at(-1)).toBe(151665);
  });
});
