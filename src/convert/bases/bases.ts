/** The base models that are understood. */
import { BaseModelError } from '../baseModelError.ts';
import type { Base } from './base.ts';
import { qwen25Vl } from './qwen25Vl.ts';
import { qwen2Vl } from './qwen2Vl.ts';
import { qwen3Vl } from './qwen3Vl.ts';

export const BASES: readonly Base[] = [qwen25Vl, qwen2Vl, qwen3Vl];

/** The base whose `config.json` names itself so. Throws {@link BaseModelError}. */
export function baseOfType(modelType: unknown, file: string): Base {
  const found = BASES.find(({ modelTypes }) => modelTypes.some((known) => known === modelType));
  if (found) return found;
  throw new BaseModelError(
    `${file} describes a model of type ${JSON.stringify(modelType) ?? 'unknown'}; supported: ` +
      `${BASES.flatMap(({ modelTypes }) => modelTypes).join(', ')}. Choose the folder of the checkpoint's base model.`,
    { file },
  );
}

/** The base whose published tokenizer adds as many tokens to its vocabulary. */
export function baseOfAddedTokens(count: number): Base | undefined {
  return BASES.find(({ addedTokens }) => addedTokens === count);
}
