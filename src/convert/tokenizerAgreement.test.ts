import { describe, expect, it } from 'vitest';
import { addTensors, type Changes, type Fields, floatTensor, planChanged, setFields } from '../testing/changedTiny.ts';

const MANY_TOKENS = { vocab_size: 512 };

function putIntoVocabulary(fields: Fields): void {
  const model = fields['model'] as { vocab: Record<string, number> };
  model.vocab['<|Reward|>'] = 406;
}

describe('a tokenizer of another model is refused, both named', () => {
  it.each<[string, Changes, string]>([
    [
      'the image token',
      { config: setFields({ image_token_id: 151655 }) },
      'image_token_id 151655, and tokenizer.json has <|image_pad|> as 396',
    ],
    [
      'the start of an image',
      { config: setFields({ vision_start_token_id: 1 }) },
      'vision_start_token_id 1, and tokenizer.json has <|vision_start|> as 393',
    ],
    ['the end of an image', { config: setFields({ vision_end_token_id: 1 }) }, 'vision_end_token_id 1'],
    ['the video token', { config: setFields({ video_token_id: 1 }) }, 'video_token_id 1'],
    [
      'an added token of another id',
      { tokenizerConfig: addToDecoder('384', '<|im_end|>') },
      'names the token <|im_end|> with the id 384, and tokenizer.json has it as 386',
    ],
    [
      'an added token that is not there',
      { tokenizerConfig: addToDecoder('406', '<new>') },
      'names the token <new> with the id 406, and tokenizer.json has none',
    ],
    [
      'a special token that is not there',
      { tokenizerConfig: setFields({ additional_special_tokens: ['<new>'] }) },
      'names the token <new>, and tokenizer.json has none',
    ],
    [
      'a special token of transformers 5',
      { tokenizerConfig: setFields({ extra_special_tokens: { thing: '<new>' } }) },
      'the token <new>',
    ],
    [
      'a reward token of another id',
      { tokenizerConfig: addToDecoder('500', '<|Reward|>') },
      'names the token <|Reward|> with the id 500, and tokenizer.json has it as 406',
    ],
  ])('%s', async (_, changes, message) => {
    await expect(planChanged(changes)).rejects.toMatchObject({ name: 'TokenizerFilesError' });
    await expect(planChanged(changes)).rejects.toThrow(message);
  });

  it.each([
    ['fewer', 406, "has 407 tokens with <|Reward|>, the checkpoint's embedding only 406 rows"],
    ['more', 408, "has 407 tokens with <|Reward|>, the checkpoint's embedding 408 rows"],
  ])('%s rows than tokens', async (_, rows, message) => {
    const tensors = addTensors({ 'model.language_model.embed_tokens.weight': floatTensor([rows, 64], () => 1) });
    await expect(planChanged({ tensors, text: setFields(MANY_TOKENS) })).rejects.toThrow(message);
  });

  it('takes a reward token that is there, in the vocabulary or among the added ones', async () => {
    const { tokenizer } = await planChanged({});
    const saved = await planChanged({ files: { 'tokenizer.json': tokenizer.tokenizerJson } });
    expect(saved.tokenizer).toMatchObject({ rewardTokenId: 406, vocabularySize: 407 });
    expect((await planChanged({ tokenizer: putIntoVocabulary })).tokenizer).toMatchObject({
      rewardTokenId: 406,
      vocabularySize: 407,
    });
  });
});

function addToDecoder(id: string, content: string) {
  return (fields: Fields) => {
    const decoder = fields['added_tokens_decoder'] as Fields;
    fields['added_tokens_decoder'] = { ...decoder, [id]: { content } };
  };
}
