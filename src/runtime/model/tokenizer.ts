import { PreTrainedTokenizer } from '@huggingface/transformers';
import * as v from 'valibot';
import { EditRewardError, messageOf } from '../../core/errors.ts';
import type { ChatMessage } from '../../core/prompt/chatMessage.ts';

/** A model package's tokenizer file or chat template cannot be used. */
export class TokenizerError extends EditRewardError {
  override readonly name = 'TokenizerError';
  override readonly kind = 'package';
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

/** Templates may look into the first message, and need not ask whether there is one. */
const SHORT_CHAT: readonly ChatMessage[] = [{ role: 'user', content: [{ type: 'text', text: '' }] }];

const jsonObject = v.record(v.string(), v.unknown());

/** Makes a tokenizer of the text of a package's files. Throws {@link TokenizerError}, which names the file. */
export function createTokenizer(files: TokenizerFiles): PackageTokenizer {
  const json = parseObject(files.tokenizerJson, 'tokenizer.json');
  const config = plainTokens(parseObject(files.tokenizerConfigJson, 'tokenizer_config.json'));
  const tokenizer = naming('tokenizer.json', () => new PreTrainedTokenizer(json, config));
  const chatOptions = { chat_template: files.chatTemplate, add_generation_prompt: true, tokenize: false } as const;
  const renderChat = (messages: readonly ChatMessage[]) =>
    naming('The chat template', () => String(tokenizer.apply_chat_template(messages.map(copyMessage), chatOptions)));
  // A template is parsed when it is first used; a damaged one must fail while the model is loaded.
  renderChat(SHORT_CHAT);
  return {
    renderChat,
    encode: (text) => tokenizer.encode(text, { add_special_tokens: false }),
    specialTokens: specialTokensOf(json),
  };
}

const describedToken = v.object({ content: v.string() });

/** transformers.js reads special tokens of the config as text, or as objects of another shape than Python's. */
function plainTokens(config: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      const token = v.safeParse(describedToken, key.endsWith('_token') ? value : undefined);
      return [key, token.success ? token.output.content : value];
    }),
  );
}

/** transformers' types want arrays that may change. */
function copyMessage({ role, content }: ChatMessage) {
  return { role, content: content.map((part) => ({ ...part })) };
}

const addedTokens = v.object({ added_tokens: v.array(v.object({ content: v.string(), special: v.boolean() })) });

function specialTokensOf(json: unknown): string[] {
  const { added_tokens: tokens } = naming('tokenizer.json', () => v.parse(addedTokens, json));
  return tokens.filter(({ special }) => special).map(({ content }) => content);
}

function parseObject(text: string, file: string): Record<string, unknown> {
  return naming(file, () => v.parse(jsonObject, JSON.parse(text)));
}

function naming<T>(file: string, make: () => T): T {
  try {
    return make();
  } catch (cause) {
    throw new TokenizerError(file, cause);
  }
}
