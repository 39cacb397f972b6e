// Not `@huggingface/transformers`, which wraps these two packages: importing it evaluates onnxruntime-web.
import { Template } from '@huggingface/jinja';
import { Tokenizer } from '@huggingface/tokenizers';
import * as v from 'valibot';
import { EditRewardError, messageOf } from '../core/errors.ts';
import type { ChatMessage } from '../core/prompt/chatMessage.ts';

/** A model package's tokenizer file or chat template cannot be used. */
export class TokenizerError extends EditRewardError {
  override readonly name = 'TokenizerError';
  constructor(file: string, cause: unknown) {
    super(`${file} cannot be used: ${messageOf(cause)}. Copy, download or convert the model package again.`, {
      file,
      cause,
    });
  }
}

/** Text of a model package's tokenizer files. */
export interface TokenizerFiles {
  readonly tokenizerJson: string;
  readonly tokenizerConfigJson: string;
  /** Jinja text. */
  readonly chatTemplate: string;
}

/** A model package's tokenizer and chat template. */
export interface PackageTokenizer {
  /** The conversation as text, ending in the generation prompt. Throws {@link TokenizerError}. */
  renderChat(messages: readonly ChatMessage[]): string;
  /** Token ids of `text`; special tokens that stand in it become their ids, none are added. */
  encode(text: string): number[];
  /** The texts that {@link encode} reads as special tokens. */
  readonly specialTokens: readonly string[];
}

/** Special tokens that chat templates may name, as in transformers' `special_tokens_map`. */
const NAMED_TOKENS = ['bos_token', 'eos_token', 'unk_token', 'sep_token', 'pad_token', 'cls_token', 'mask_token'];

const jsonObject = v.record(v.string(), v.unknown());
const namedToken = v.union([v.string(), v.object({ content: v.string() })]);

/** Makes a tokenizer of the text of a package's files. Throws {@link TokenizerError}, which names the file. */
export function createTokenizer(files: TokenizerFiles): PackageTokenizer {
  const json = parseObject(files.tokenizerJson, 'tokenizer.json');
  const config = parseObject(files.tokenizerConfigJson, 'tokenizer_config.json');
  const tokenizer = naming('tokenizer.json', () => new Tokenizer(json, config));
  const template = naming('The chat template', () => new Template(files.chatTemplate));
  const tokens = namedTokens(config);
  return {
    renderChat: (messages) =>
      naming('The chat template', () => template.render({ messages, add_generation_prompt: true, ...tokens })),
    encode: (text) => tokenizer.encode(text, { add_special_tokens: false }).ids,
    specialTokens: [...tokenizer.get_added_tokens_decoder().values()]
      .filter((token) => token.special)
      .map((token) => token.content),
  };
}

function parseObject(text: string, file: string): Record<string, unknown> {
  return naming(file, () => v.parse(jsonObject, JSON.parse(text)));
}

function namedTokens(config: Record<string, unknown>): Record<string, string> {
  const tokens: Record<string, string> = {};
  for (const name of NAMED_TOKENS) {
    const token = v.safeParse(namedToken, config[name]);
    if (token.success) tokens[name] = typeof token.output === 'string' ? token.output : token.output.content;
  }
  return tokens;
}

function naming<T>(file: string, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    throw new TokenizerError(file, cause);
  }
}
