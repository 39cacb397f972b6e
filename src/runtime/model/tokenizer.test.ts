import { describe, expect, it } from 'vitest';
import { expandSegments, promptSegments } from '../../core/prompt/promptSegments.ts';
import { renderPrompt } from '../../core/prompt/renderPrompt.ts';
import type { Task } from '../../core/task.ts';
import { createTokenizer, TokenizerError } from './tokenizer.ts';

/** Whether byte-level BPE writes a byte as the character of its own code (GPT-2's table). */
function isPrintable(byte: number): boolean {
  return (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
}

/** The characters that byte-level BPE writes bytes as, in byte order: unprintable ones count up from U+0100. */
function byteCharacters(): string[] {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(isPrintable(byte) ? byte : next++));
}

const THE = 257;
const SPACE_THE = 258;
const IMAGE = 300;
const REWARD = 301;
const TOOL = 302;

function addedToken(id: number, content: string, special: boolean) {
  return { id, content, special, single_word: false, lstrip: false, rstrip: false, normalized: false };
}

/** A byte-level BPE whose ids are the bytes themselves, but for what its three merges join. */
const tinyTokenizer = {
  version: '1.0',
  normalizer: { type: 'NFC' },
  pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
  post_processor: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: false, use_regex: true },
  decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
  model: {
    type: 'BPE',
    vocab: Object.fromEntries([...byteCharacters(), 'th', 'the', 'Ġthe'].map((token, id) => [token, id])),
    merges: ['t h', 'th e', 'Ġ the'],
  },
  added_tokens: [
    addedToken(IMAGE, '<|image_pad|>', true),
    addedToken(REWARD, '<|Reward|>', true),
    addedToken(TOOL, '<tool_call>', false),
  ],
};

const chatTemplate = `{% for message in messages %}
[{{ message['role'] }}]
{% for part in message['content'] %}
{% if part['type'] == 'image' %}<|image_pad|>{% else %}{{ part['text'] }}{% endif %}
{% endfor %}
{% endfor %}
{% if add_generation_prompt %}{{ eos_token }}{% endif %}`;

const files = {
  tokenizerJson: JSON.stringify(tinyTokenizer),
  tokenizerConfigJson: JSON.stringify({ eos_token: { content: '~' }, pad_token: null }),
  chatTemplate,
};
const tokenizer = createTokenizer(files);
const bytesOf = (text: string): number[] => [...new TextEncoder().encode(text)];

describe('encode', () => {
  it.each(['', '$1', '{}', '\n', '🐱', '猫', 'a $& {b}\n\n猫 🐱'])('gives the bytes of %j', (text) => {
    expect(tokenizer.encode(text)).toEqual(bytesOf(text));
  });

  it('applies merges', () => {
    expect(tokenizer.encode('the the')).toEqual([THE, SPACE_THE]);
  });

  it('leaves Unicode normalisation to the tokenizer', () => {
    expect(tokenizer.encode('e\u0301')).toEqual(bytesOf('\u00e9'));
  });

  it('reads added tokens in the text and adds none', () => {
    expect(tokenizer.encode('a<|Reward|><tool_call>')).toEqual([...bytesOf('a'), REWARD, TOOL]);
  });

  it('gives the text around an image token whatever its repeats', () => {
    const around = (images: string): number[] => tokenizer.encode(`the ${images} the`).filter((id) => id !== IMAGE);
    expect(around('<|image_pad|>'.repeat(5))).toEqual(around('<|image_pad|>'));
    expect(tokenizer.encode('<|image_pad|>'.repeat(5))).toEqual([IMAGE, IMAGE, IMAGE, IMAGE, IMAGE]);
  });
});

describe('specialTokens', () => {
  it('names special tokens only', () => {
    expect(tokenizer.specialTokens).toEqual(['<|image_pad|>', '<|Reward|>']);
  });
});

describe('renderChat', () => {
  it('trims block lines and ends in the generation prompt', () => {
    const content = [{ type: 'image' }, { type: 'text', text: '{{ 7 }}{% x %}\n' }] as const;
    expect(tokenizer.renderChat([{ role: 'user', content }])).toBe('[user]\n<|image_pad|>{{ 7 }}{% x %}\n~');
  });
});

/** What a package's template would show of `expression`. */
const reach = (expression: string) => () =>
  createTokenizer({ ...files, chatTemplate: `{{ ${expression} }}` }).renderChat([{ role: 'user', content: [] }]);

describe('a chat template from anywhere', () => {
  it.each([
    '"".constructor.constructor("return globalThis.reached = 1")()',
    '[].constructor.constructor("return globalThis.reached = 1")()',
    'messages.constructor.constructor("return globalThis.reached = 1")()',
    'raise_exception.constructor("return globalThis.reached = 1")()',
    'globalThis.fetch("https://example.com/")',
    'fetch("https://example.com/")',
    'self.postMessage(1)',
    'import("data:text/javascript,1")',
  ])('cannot run code: %s', (expression) => {
    expect(reach(expression)).toThrow(TokenizerError);
    expect(globalThis).not.toHaveProperty('reached');
  });

  it('gets nothing of the prototypes of what it is given', () => {
    expect(reach('messages[0].__proto__')()).toBe('');
    expect(reach('messages[0].constructor')()).toBe('');
  });
});

describe('a prompt', () => {
  const prompt = { template: 'Do "{text_prompt}"?', suffix: ' <|Reward|>\nEND' };
  const task: Task = { images: [{ role: 'source' }, { role: 'candidate' }], text: 'instruction' };
  const ids = { imageTokenId: IMAGE, rewardTokenId: REWARD };

  it.each(['', '$1 $$ $&', '{text_prompt}', '}{', 'two\nlines', '把鸟换成猫 🐱'])(
    'holds %j as it stands',
    (instruction) => {
      const text = renderPrompt(prompt, task, instruction, tokenizer.renderChat);
      const segments = promptSegments(tokenizer.encode(text), ids, [0, 2]);
      expect(expandSegments(segments, [2, 0, 1], IMAGE)).toEqual([
        ...bytesOf('[user]\n'),
        IMAGE,
        IMAGE,
        IMAGE,
        ...bytesOf(`Do "${instruction}"? `),
        REWARD,
      ]);
    },
  );
});

describe('createTokenizer', () => {
  it.each([
    ['tokenizer.json', { ...files, tokenizerJson: '{' }],
    ['tokenizer.json', { ...files, tokenizerJson: '{}' }],
    ['tokenizer_config.json', { ...files, tokenizerConfigJson: '{"eos_token":' }],
    ['The chat template', { ...files, chatTemplate: '{% for %}' }],
  ])('names %s when it is damaged', (file, damaged) => {
    expect(() => createTokenizer(damaged)).toThrow(TokenizerError);
    expect(() => createTokenizer(damaged)).toThrow(`${file} cannot be used: `);
  });
});
