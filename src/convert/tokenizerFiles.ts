/** The base model's tokenizer and chat template, with the reward token added as the reward models' Python adds it. */
import * as v from 'valibot';
import type { FileFolder } from '../core/bytes/bytes.ts';
import { parsePythonJson } from './pythonJson.ts';
import { readPythonText, universalNewlines } from './textFile.ts';
import { checkNamedTokens, type TokenIds, TokenizerFilesError } from './tokenizerAgreement.ts';

export { TokenizerFilesError } from './tokenizerAgreement.ts';

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
  /** The rows that the embedding needs: one more than the highest id, with the reward token counted. */
  readonly vocabularySize: number;
  /** Tokens beside the vocabulary's, the reward token not counted. */
  readonly addedTokens: number;
  readonly tokenIds: TokenIds;
  /** What is worth a look, for people. */
  readonly warnings: readonly string[];
}

const addedToken = v.looseObject({ id: v.number(), content: v.string() });
/**
 * Checked by hand and passed on: valibot's record drops keys such as `constructor`, and real tokenizers have that
 * token.
 */
const vocabulary = v.custom<Readonly<Record<string, number>>>(
  (value) => typeof value === 'object' && value !== null && Object.values(value).every(Number.isInteger),
  'must map tokens to ids',
);
const tokenizerSchema = v.looseObject({
  added_tokens: v.array(addedToken),
  model: v.looseObject({ type: v.optional(v.string()), vocab: vocabulary, merges: v.optional(v.unknown()) }),
});
type TokenizerJson = v.InferOutput<typeof tokenizerSchema>;

const namedTemplates = v.array(v.object({ name: v.string(), template: v.string() }));
const templateField = v.nullish(v.union([v.string(), namedTemplates]));
const configSchema = v.looseObject({
  added_tokens_decoder: v.nullish(v.record(v.string(), v.unknown())),
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
  requireBpe(tokenizer);
  const { chatTemplate, warnings } = await readChatTemplate(base, config);
  const rewardTokenId = addRewardToken(tokenizer);
  const tokenIds = tokenIdsOf(tokenizer);
  checkNamedTokens(config, tokenIds);
  return {
    tokenizerJson: JSON.stringify(tokenizer),
    tokenizerConfigJson: JSON.stringify(withRewardToken(config, rewardTokenId), null, 2),
    chatTemplate,
    rewardTokenId,
    imageTokenId: imageTokenId(tokenizer),
    vocabularySize: nextId(tokenizer),
    addedTokens: tokenizer.added_tokens.filter(({ content }) => content !== REWARD_TOKEN).length,
    tokenIds,
    warnings,
  };
}

/** All bases' are by byte pairs. Old files do not name the kind, but have its merges. */
function requireBpe({ model: { type, merges } }: TokenizerJson): void {
  if ((type ?? 'BPE') === 'BPE' && Array.isArray(merges)) return;
  const what = type === undefined || type === 'BPE' ? 'no list of merges' : `a model of type ${JSON.stringify(type)}`;
  throw new TokenizerFilesError(
    `tokenizer.json has ${what}; supported: "BPE", with its merges. Use the tokenizer.json of the base model that this ` +
      'checkpoint was trained from.',
    { file: 'tokenizer.json' },
  );
}

/** Adds the token unless it is there; returns its id. */
function addRewardToken(tokenizer: TokenizerJson): number {
  const existing = tokenizer.added_tokens.find((token) => token.content === REWARD_TOKEN);
  if (existing !== undefined) return existing.id;
  const { vocab } = tokenizer.model;
  const id = (Object.hasOwn(vocab, REWARD_TOKEN) ? vocab[REWARD_TOKEN] : undefined) ?? nextId(tokenizer);
  tokenizer.added_tokens.push({ id, ...rewardToken() });
  return id;
}

function tokenIdsOf({ added_tokens: added, model }: TokenizerJson): TokenIds {
  const ids = new Map([...Object.entries(model.vocab), ...added.map(({ content, id }) => [content, id] as const)]);
  return { idOf: (token) => ids.get(token) };
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

interface ChatTemplate {
  readonly chatTemplate: string;
  readonly warnings: readonly string[];
}

/** The first of the places where it may stand. Jinja takes every line end for \n, wherever the text comes from. */
async function readChatTemplate(base: FileFolder, config: TokenizerConfigJson): Promise<ChatTemplate> {
  const places = [
    ['chat_template.jinja', await readJinja(base)],
    ['chat_template.json', await readTemplateJson(base)],
    ['tokenizer_config.json', defaultTemplate(config.chat_template)],
  ] as const;
  const found = places.flatMap(([file, text]) => (text === undefined ? [] : [{ file, text: universalNewlines(text) }]));
  const [first, ...others] = found;
  if (!first) {
    throw new TokenizerFilesError(
      `${base.name} has no chat template: neither chat_template.jinja, chat_template.json nor tokenizer_config.json holds one. ` +
        "Choose the base model's folder.",
      { file: base.name },
    );
  }
  const different = others.filter(({ text }) => rendered(text) !== rendered(first.text)).map(({ file }) => file);
  const warnings = different.map(
    (file) => `The chat templates of ${first.file} and ${file} differ; that of ${first.file} was taken.`,
  );
  return { chatTemplate: first.text, warnings };
}

/** Jinja leaves a line end at the very end out. */
function rendered(template: string): string {
  return template.replace(/\n$/, '');
}

async function readJinja(base: FileFolder): Promise<string | undefined> {
  const jinja = await base.open('chat_template.jinja');
  return jinja && readPythonText(jinja);
}

async function readTemplateJson(base: FileFolder): Promise<string | undefined> {
  const source = await base.open('chat_template.json');
  if (!source) return undefined;
  const schema = v.looseObject({ chat_template: templateField });
  return defaultTemplate(parseJson(await readPythonText(source), 'chat_template.json', schema).chat_template);
}

function defaultTemplate(template: v.InferOutput<typeof templateField>): string | undefined {
  return typeof template === 'string' ? template : template?.find(({ name }) => name === 'default')?.template;
}

async function readJson<Output>(
  base: FileFolder,
  file: string,
  schema: v.GenericSchema<unknown, Output>,
): Promise<Output> {
  const source = await base.open(file);
  if (source !== undefined) return parseJson(await readPythonText(source), file, schema);
  const isSlow = (await base.open('vocab.json')) !== undefined;
  const way = isSlow
    ? 'It has a vocab.json alone: save the tokenizer with AutoTokenizer.from_pretrained(folder).save_pretrained(folder).'
    : "Choose the base model's folder, with its tokenizer.";
  throw new TokenizerFilesError(`${base.name} has no ${file}. ${way}`, { file });
}

function parseJson<Output>(json: string, file: string, schema: v.GenericSchema<unknown, Output>): Output {
  try {
    return v.parse(schema, parsePythonJson(json));
  } catch (cause) {
    throw new TokenizerFilesError(`${file} is damaged or of an unknown form. Download it again.`, { file, cause });
  }
}
