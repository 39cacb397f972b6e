/** The input of models that benches make: a small tokenizer, and prompts as long as EditReward's. */

/** All of a base model that a checkpoint needs beside its config, from the repository's root. */
export const BASE = 'reference/tiny/checkpoint';
export const BASE_FILES = [
  'tokenizer.json',
  'tokenizer_config.json',
  'chat_template.jinja',
  'preprocessor_config.json',
] as const;

/**
 * Prompts as long as EditReward's, whose texts are not ours to copy: with a short instruction they take 401 and 378 tokens
 * behind the second image. A word is a token here.
 */
export const PROMPTS = JSON.stringify({
  instruction_following: promptOf(389),
  visual_quality: promptOf(366),
  suffix: ' <|Reward|>',
});

function promptOf(words: number): string {
  return `{text_prompt}${' the'.repeat(words)}`;
}
