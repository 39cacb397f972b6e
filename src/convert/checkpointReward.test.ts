import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type Changes,
  changedTiny,
  type Fields,
  planChanged,
  setFields,
  type Tensors,
} from '../testing/changedTiny.ts';
import { checkpointRequest, hasCheckpoint, type CheckpointName } from '../testing/checkpoints.ts';
import { layeredFolder } from '../core/bytes/layeredFolder.ts';
import { detectReward } from './checkpointReward.ts';
import { planConversion } from './conversionPlan.ts';
import { parsePromptJson } from './promptSource.ts';

const HEAD = /^rm_heads\.head_(\d)\./;

/** HPSv3's head in place of EditReward's. */
function oneHead(tensors: Tensors): void {
  for (const [name, tensor] of Object.entries(tensors)) {
    const head = HEAD.exec(name);
    if (head) delete tensors[name];
    if (head?.[1] === '0') tensors[name.replace(HEAD, 'rm_head.')] = tensor;
  }
}

function withoutHeads(heads: RegExp) {
  return (tensors: Tensors): void => {
    for (const name of Object.keys(tensors)) if (heads.test(name)) delete tensors[name];
  };
}

function bothKinds(tensors: Tensors): void {
  const all = { ...tensors };
  oneHead(all);
  Object.assign(tensors, all);
}

function keepAddedTokens(count: number) {
  return (fields: Fields): void => void (fields['added_tokens'] as unknown[]).splice(count);
}

/** The config of a Qwen2-VL. */
const qwen2Vl: Changes = {
  config: setFields({ model_type: 'qwen2_vl' }),
  vision: setFields({ hidden_act: 'quick_gelu', hidden_size: 64, embed_dim: 48 }),
};

describe('a reward model on a base of another is refused, both named', () => {
  it.each<[string, Changes, string]>([
    [
      "HPSv3's head on EditReward's base",
      { tensors: oneHead },
      'changed holds the heads of HPSv3, which was trained on Qwen2-VL, and config.json is that of a Qwen2.5-VL. Choose ' +
        'the base model that this checkpoint was trained from.',
    ],
    [
      "EditReward's heads on HPSv3's base",
      qwen2Vl,
      'changed holds the heads of EditReward, which was trained on Qwen2.5-VL or Qwen3-VL, and config.json is that of a ' +
        'Qwen2-VL.',
    ],
    [
      'heads of both',
      { tensors: bothKinds },
      'changed holds the heads of two reward models, EditReward and HPSv3. Choose the folder of one.',
    ],
    [
      'no head',
      { tensors: withoutHeads(HEAD) },
      'changed holds no reward head: EditReward has rm_heads.head_0 and rm_heads.head_1, HPSv3 has rm_head. Choose the ' +
        'checkpoint of the reward model, not of its base.',
    ],
  ])('%s', async (_, changes, message) => {
    await expect(planChanged(changes)).rejects.toMatchObject({ name: 'CheckpointError', file: 'changed' });
    await expect(planChanged(changes)).rejects.toThrow(message);
  });

  it('one head of two', async () => {
    await expect(planChanged({ tensors: withoutHeads(/^rm_heads\.head_1\./) })).rejects.toMatchObject({
      name: 'MissingTensorError',
      message: expect.stringContaining('changed lacks the weight rm_heads.head_1.0.weight'),
    });
  });

  it("another reward model's prompts", async () => {
    const checkpoint = await changedTiny({});
    const prompts = parsePromptJson('{"instruction": "{text_prompt}", "suffix": "<|Reward|>"}');
    const request = { checkpoint, base: checkpoint, prompts, dtype: 'q4', symmetric: false, id: 'tiny' } as const;
    await expect(planConversion(request)).rejects.toMatchObject({
      name: 'PromptSourceError',
      message:
        "changed holds the heads of EditReward, and the prompt texts are HPSv3's. Give those of TIGER-AI-Lab/EditReward.",
    });
  });
});

it('names the base whose tokenizer another one may be', async () => {
  const changes: Changes = {
    tokenizer: keepAddedTokens(14),
    tokenizerConfig: setFields({ added_tokens_decoder: undefined }),
  };
  await expect(planChanged({ ...changes, text: setFields({ vocab_size: 512 }) })).rejects.toThrow(
    "The tokenizer has 399 tokens with <|Reward|>, the checkpoint's embedding 407 rows: they do not belong together. " +
      'tokenizer.json adds 14 tokens, as that of Qwen2-VL does, and config.json is that of a Qwen2.5-VL. Choose the base ' +
      'model that this checkpoint was trained from.',
  );
});

it('finds out whose a checkpoint is', async () => {
  expect((await detectReward(await changedTiny({}))).key).toBe('editReward');
  expect((await detectReward(await changedTiny({ tensors: oneHead }))).key).toBe('hpsv3');
});

const present = hasCheckpoint('hps-a') && hasCheckpoint('tiny-a') && hasCheckpoint('qwen3-a');
if (!present)
  console.warn('Skipping checkpoints of one base with files of another: no fixtures (set EDITREWARD_FIXTURES).');

const requestOf = (name: CheckpointName) => ({ ...checkpointRequest(name), dtype: 'q4', symmetric: false }) as const;

describe.skipIf(!present)('of the official classes', () => {
  it("HPSv3's checkpoint with EditReward's base, and the reverse", async () => {
    await expect(planConversion({ ...requestOf('hps-a'), base: requestOf('tiny-a').base })).rejects.toThrow(
      'hps-a holds the heads of HPSv3, which was trained on Qwen2-VL, and config.json is that of a Qwen2.5-VL.',
    );
    await expect(planConversion({ ...requestOf('tiny-a'), base: requestOf('hps-a').base })).rejects.toThrow(
      'tiny-a holds the heads of EditReward, which was trained on Qwen2.5-VL or Qwen3-VL, and config.json is that of a Qwen2-VL.',
    );
  });

  it("EditReward's checkpoint with another base of its own", async () => {
    await expect(planConversion({ ...requestOf('tiny-a'), base: requestOf('qwen3-a').base })).rejects.toMatchObject({
      name: 'CheckpointError',
      message: expect.stringContaining(
        'tiny-a holds the weights of a Qwen2.5-VL, and config.json is that of a Qwen3-VL. Choose the base model that this ' +
          'checkpoint was trained from.',
      ),
    });
  });

  it("Qwen2.5's tokenizer with Qwen2-VL's checkpoint, and Qwen3's", async () => {
    // The checkpoint's own folder has a config and no tokenizer.
    const request = requestOf('hps-a');
    const withTokenizerOf = (name: CheckpointName) => ({
      ...request,
      base: layeredFolder(request.checkpoint, requestOf(name).base),
    });
    await expect(planConversion(withTokenizerOf('tiny-a'))).rejects.toThrow(
      "The tokenizer has 151666 tokens with <|Reward|>, the checkpoint's embedding only 151658 rows: they do not belong " +
        'together. tokenizer.json adds 22 tokens, as that of Qwen2.5-VL does, and config.json is that of a Qwen2-VL.',
    );
    await expect(planConversion(withTokenizerOf('qwen3-a'))).rejects.toThrow(
      'adds 26 tokens, as that of Qwen3-VL does',
    );
  });
});

it('reads prompts of either reward model by their keys', () => {
  const editReward = parsePromptJson(readFileSync('reference/tiny/prompts.json', 'utf8'));
  expect([editReward.reward, editReward.templates.length]).toEqual(['editReward', 2]);
});
