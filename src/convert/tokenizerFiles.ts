/** The base model's tokenizer and chat template, with EditReward's reward token added as its Python adds it. */
import * as v from 'valibot';
import { type FileFolder, readText } from '../core/bytes.ts';
import { EditRewardError } from '../core/errors.ts';

/** The tokenizer's files are missing or damaged. */
export class TokenizerFilesError extends EditRewardError {
  override readonly name = 'TokenizerFilesError';
}

/** The token at which the hidden state is read. */
export const REWARD_TOKEN = '<|Reward|>';

/** The token that stands for an image; it is repeated once a merged patch. */
export const IMAGE_TOKEN = '<|image_pad|>';

export interface PreparedTokenizer {
  /** `tokenizer.json` with the reward token among its added tokens. */
  readonly tokenizerJson: string;
  /** `tokenizer_config.json` with the reward token. */
  readonly tokenizerConfigJson: string;
  /** Jinja text. */
  readonly chatTemplate: string;
  readonly rewardTokenId: number;
  readonly imageTokenId: number;
  /** One more than the highest id, with the reward token counted: rows that the embedding needs. */
  readonly vocabularySize: number;
}

const addedToken = v.looseObject({ id: v.number(), content: v.string() });
/** Checked by hand and passed through: valibot's record drops keys such as `constructor`, which is a token of Qwen's. */
const vocabulary = v.custom<Readonly<Record<string, number>>>(
  (value) => typeof value === 'object' && value !== null && Object.values(value).every(Number.isInteger),
  'must map tokens to ids',
);
const tokenizerSchema = v.looseObject({
  added_tokens: v.array(addedToken),
  model: v.looseObject({ vocab: vocabulary }),
});
type TokenizerJson = v.InferOutput<typeof tokenizerSchema>;

const namedTemplates = v.array(v.object({ name: v.string(), template: v.string() }));
const templateField = v.optional(v.union([v.string(), namedTemplates]));
const configSchema = v.looseObject({
  added_tokens_decoder: v.optional(v.record(v.string(), v.unknown())),
  additional_special_tokens: v.nullish(v.array(v.unknown())),
  chat_template: templateField,
});
type TokenizerConfigJson = v.InferOutput<typeof configSchema>;

/**
 * Reads `tokenizer.json`, `tokenizer_config.json` and the chat template (`chat_template.jinja`, `chat_template.json` or
 * in the config, in that order, as transformers does). A reward token that is already there keeps its id; otherwise it
 * takes the next free one. Throws {@link TokenizerFilesError}.
 */
export async function prepareTokenizer(base: FileFolder): Promise<PreparedTokenizer> {
  const tokenizer = await readJson(base, 'tokenizer.json', tokenizerSchema);
  const config = await readJson(base, 'tokenizer_config.json', configSchema);
  const chatTemplate = await readChatTemplate(base, config);
  const rewardTokenId = addRewardToken(tokenizer);
  return {
    tokenizerJson: JSON.stringify(tokenizer),
    tokenizerConfigJson: JSON.stringify(withRewardToken(config, rewardTokenId), null, 2),
    chatTemplate,
    rewardTokenId,
    imageTokenId: imageTokenId(tokenizer),
    vocabularySize: nextId(tokenizer),
  };
}

/** Adds the token unless it is there; returns its id. */
function addRewardToken(tokenizer: TokenizerJson): number {
  const existing = tokenizer.added_tokens.find((token) => token.content === REWARD_TOKEN);
  if (existing !== undefined) return existing.id;
  const id = nextId(tokenizer);
  tokenizer.added_tokens.push({ id, ...rewardToken() });
  return id;
}

function imageTokenId(tokenizer: TokenizerJson): number {
  const token = tokenizer.added_tokens.find(({ content }) => content === IMAGE_TOKEN);
  if (token) return token.id;
  throw new TokenizerFilesError(
    `tokenizer.json has no ${IMAGE_TOKEN} token. Choose the folder of the checkpoint's base model.`,
    { file: 'tokenizer.json' },
  );
}

/** What transformers makes of a string in `add_special_tokens`. */
function rewardToken() {
  return {
    content: REWARD_TOKEN,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  };
}

function nextId(tokenizer: TokenizerJson): number {
  let highest = -1;
  for (const id of Object.values(tokenizer.model.vocab)) highest = Math.max(highest, id);
  for (const token of tokenizer.added_tokens) highest = Math.max(highest, token.id);
  return highest + 1;
}

function withRewardToken(config: TokenizerConfigJson, id: number): TokenizerConfigJson {
  const others = (config.additional_special_tokens ?? []).filter((token) => token !== REWARD_TOKEN);
  return {
    ...config,
    added_tokens_decoder: { ...config.added_tokens_decoder, [String(id)]: rewardToken() },
    additional_special_tokens: [...others, REWARD_TOKEN],
  };
}

async function readChatTemplate(base: FileFolder, config: TokenizerConfigJson): Promise<string> {
  const jinja = await base.open('chat_template.jinja');
  if (jinja !== undefined) return readText(jinja);
  const separate = await base.open('chat_template.json');
  const template =
    separate === undefined
      ? config.chat_template
      : parseJson(await readText(separate), 'chat_template.json', v.looseObject({ chat_template: templateField }))
          .chat_template;
  const text = typeof template === 'string' ? template : template?.find(({ name }) => name === 'default')?.template;
  if (text !== undefined) return text;
  throw new TokenizerFilesError(
    `${base.name} has no chat template: neither chat_template.jinja, chat_template.json nor tokenizer_config.json holds one. ` +
      "Choose the base model's folder.",
    { file: base.name },
  );
}

async function readJson<Output>(
  base: FileFolder,
  file: string,
  schema: v.GenericSchema<unknown, Output>,
): Promise<Output> {
  const source = await base.open(file);
  if (source !== undefined) return parseJson(await readText(source), file, schema);
  throw new TokenizerFilesError(`${base.name} has no ${file}. Choose the base model's folder, with its tokenizer.`, {
    file,
  });
}

function parseJson<Output>(json: string, file: string, schema: v.GenericSchema<unknown, Output>): Output {
  try {
    return v.parse(schema, JSON.parse(json));
  } catch (cause) {
    throw new TokenizerFilesError(`${file} is damaged or of an unknown form. Download it again.`, { file, cause });
  }
}
