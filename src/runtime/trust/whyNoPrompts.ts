import { messageOf } from '../../core/errors.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import { PromptTemplateError } from '../../core/prompt/promptTemplateError.ts';
import { createTokenizer, TokenizerError, type TokenizerFiles } from '../model/tokenizer.ts';
import { planPrompts } from '../scoring/planPrompts.ts';

/**
 * Makes the prompts of the self-test, as its scoring will: so it is known before a conversion writes anything whether
 * chat template, tokenizer and prompts go together. If they do not, the answer is a part of a sentence.
 */
export function whyNoPrompts(
  manifest: Manifest,
  { tokenizerJson, tokenizerConfigJson }: Omit<TokenizerFiles, 'chatTemplate'>,
): string | undefined {
  const { chatTemplate } = manifest.tokenizer;
  try {
    const tokenizer = createTokenizer({ tokenizerJson, tokenizerConfigJson, chatTemplate });
    planPrompts({ manifest, tokenizer }, { candidates: [{ key: 0 }], instruction: manifest.selfTest.text });
    return undefined;
  } catch (error) {
    if (error instanceof PromptTemplateError) return error.what;
    if (error instanceof TokenizerError) return `${error.file} fails with "${messageOf(error.cause)}"`;
    throw error;
  }
}
