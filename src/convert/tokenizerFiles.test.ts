import { describe, expect, it } from 'vitest';
import { memoryFolder } from '../testing/memoryFolder.ts';
import { prepareTokenizer } from './tokenizerFiles.ts';

const imagePad = { id: 4, content: '<|image_pad|>', special: true };
const tokenizer = {
  version: '1.0',
  added_tokens: [imagePad],
  // Tokens that are also names of Object.prototype's, as in Qwen's vocabulary.
  model: { type: 'BPE', vocab: { a: 0, constructor: 1, prototype: 2, toString: 3 }, merges: ['a b'] },
};
const config = {
  tokenizer_class: 'Qwen2Tokenizer',
  additional_special_tokens: ['<|image_pad|>'],
  chat_template: 'of config',
};

const files = (changes: Record<string, unknown> = {}) => {
  const all = { 'tokenizer.json': tokenizer, 'tokenizer_config.json': config, ...changes };
  return memoryFolder(
    'base',
    Object.fromEntries(
      Object.entries(all).map(([path, content]) => [
        path,
        typeof content === 'string' ? content : JSON.stringify(content),
      ]),
    ),
  );
};
const rewardToken = {
  content: '<|Reward|>',
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: false,
  special: true,
};

describe('prepareTokenizer', () => {
  it('adds the reward token with the next id, and changes nothing else', async () => {
    const prepared = await prepareTokenizer(files());
    expect(prepared).toMatchObject({ rewardTokenId: 5, vocabularySize: 6 });
    expect(JSON.parse(prepared.tokenizerJson)).toEqual({
      ...tokenizer,
      added_tokens: [imagePad, { id: 5, ...rewardToken }],
    });
    expect(JSON.parse(prepared.tokenizerConfigJson)).toEqual({
      ...config,
      added_tokens_decoder: { 5: rewardToken },
      additional_special_tokens: ['<|image_pad|>', '<|Reward|>'],
    });
  });

  it.each([
    [{ type: 'Unigram' }, 'tokenizer.json has a model of type "Unigram"; supported: "BPE", with its merges.'],
    [{ merges: undefined }, 'tokenizer.json has no list of merges; supported: "BPE"'],
  ])('refuses another kind of tokenizer before anything is converted: %j', async (changes, message) => {
    const other = { ...tokenizer, model: { ...tokenizer.model, ...changes } };
    await expect(prepareTokenizer(files({ 'tokenizer.json': other }))).rejects.toThrow(message);
  });

  it('keeps a reward token that is there', async () => {
    const added = {
      ...tokenizer,
      added_tokens: [
        { id: 4, ...rewardToken },
        { ...imagePad, id: 5 },
      ],
    };
    const prepared = await prepareTokenizer(files({ 'tokenizer.json': added }));
    expect(prepared).toMatchObject({ rewardTokenId: 4, vocabularySize: 6 });
    expect(JSON.parse(prepared.tokenizerJson)).toEqual(added);
  });

  it.each([
    [
      'chat_template.jinja first',
      { 'chat_template.jinja': 'of jinja', 'chat_template.json': { chat_template: 'x' } },
      'of jinja',
    ],
    ['then chat_template.json', { 'chat_template.json': { chat_template: 'of json' } }, 'of json'],
    ['then the config', {}, 'of config'],
    [
      'the default of several',
      {
        'tokenizer_config.json': {
          chat_template: [
            { name: 'tool_use', template: 'of tools' },
            { name: 'default', template: 'of default' },
          ],
        },
      },
      'of default',
    ],
  ])('takes the chat template: %s', async (_, changes, expected) => {
    expect((await prepareTokenizer(files(changes))).chatTemplate).toBe(expected);
  });

  it.each([
    ['no chat template', files({ 'tokenizer_config.json': {} }), 'has no chat template'],
    ['no tokenizer', memoryFolder('base', {}), 'has no tokenizer.json'],
    ['a damaged tokenizer', files({ 'tokenizer.json': '{' }), 'tokenizer.json is damaged'],
    ['a vocabulary without ids', files({ 'tokenizer.json': { ...tokenizer, model: { vocab: ['a'] } } }), 'is damaged'],
  ])('refuses %s', async (_, base, message) => {
    await expect(prepareTokenizer(base)).rejects.toMatchObject({ name: 'TokenizerFilesError' });
    await expect(prepareTokenizer(base)).rejects.toThrow(message);
  });
});
