/** Whether the files of a tokenizer, and the config beside it, name the same tokens by the same ids. */
import * as v from 'valibot';
import { EditRewardError } from '../core/errors.ts';

/** The tokenizer's files are missing, damaged, or contradict each other. */
export class TokenizerFilesError extends EditRewardError {
  override readonly name = 'TokenizerFilesError';
}

/** Ids by token: the vocabulary's and the added ones'. */
export interface TokenIds {
  idOf(token: string): number | undefined;
}

const tokenText = v.union([v.string(), v.object({ content: v.string() })]);
const tokens = v.nullish(v.union([v.array(tokenText), v.record(v.string(), tokenText)]));
const token = v.nullish(tokenText);
/** The fields of `tokenizer_config.json` that name tokens, as all versions of transformers write them. */
const namedTokens = v.looseObject({
  added_tokens_decoder: v.nullish(v.record(v.string(), v.object({ content: v.string() }))),
  additional_special_tokens: tokens,
  extra_special_tokens: tokens,
  bos_token: token,
  eos_token: token,
  pad_token: token,
  unk_token: token,
});

/**
 * Throws {@link TokenizerFilesError} when `tokenizer_config.json` names a token that `tokenizer.json` does not have, or
 * has by another id. The official code would add that token, and the reward token would get an id behind it.
 */
export function checkNamedTokens(config: unknown, known: TokenIds, file = 'tokenizer_config.json'): void {
  const parsed = v.safeParse(namedTokens, config);
  if (!parsed.success) {
    const field = v.getDotPath(parsed.issues[0]) ?? '';
    throw new TokenizerFilesError(`${file} is damaged at "${field}". Download it again.`, { file });
  }
  const { added_tokens_decoder: decoder, additional_special_tokens: additional, ...others } = parsed.output;
  const { extra_special_tokens: extra, bos_token: bos, eos_token: eos, pad_token: pad, unk_token: unk } = others;
  for (const [id, { content }] of Object.entries(decoder ?? {})) checkToken(content, Number(id), known, file);
  const special = [...Object.values(additional ?? []), ...Object.values(extra ?? []), bos, eos, pad, unk];
  for (const each of special) {
    if (each) checkToken(typeof each === 'string' ? each : each.content, undefined, known, file);
  }
}

function checkToken(content: string, id: number | undefined, known: TokenIds, file: string): void {
  const found = known.idOf(content);
  if (found !== undefined && (id === undefined || id === found)) return;
  const here = found === undefined ? 'has none' : `has it as ${found}`;
  throw new TokenizerFilesError(
    `${file} names the token ${content}${id === undefined ? '' : ` with the id ${id}`}, and tokenizer.json ${here}. Use ` +
      'both files of the base model that this checkpoint was trained from.',
    { file },
  );
}

/** The ids in `config.json` of tokens that the tokenizer knows by their text. */
const CONFIG_IDS = {
  image_token_id: '<|image_pad|>',
  video_token_id: '<|video_pad|>',
  vision_start_token_id: '<|vision_start|>',
  vision_end_token_id: '<|vision_end|>',
} as const;

/** Throws {@link TokenizerFilesError} when `config.json` gives such a token another id than the tokenizer does. */
export function checkConfigIds(config: Readonly<Record<string, unknown>>, known: TokenIds, file = 'config.json'): void {
  for (const [field, content] of Object.entries(CONFIG_IDS)) {
    const stated = config[field] ?? undefined;
    const id = known.idOf(content);
    if (stated === undefined || id === undefined || stated === id) continue;
    throw new TokenizerFilesError(
      `${file} has ${field} ${JSON.stringify(stated)}, and tokenizer.json has ${content} as ${id}: they do not belong ` +
        'together. Use both files of the base model that this checkpoint was trained from.',
      { file },
    );
  }
}
