/**
 * One spelling for a checkpoint's weight names. Transformers has written vision-language models in two ways: `visual.*`
 * and `model.*`, later `model.visual.*` and `model.language_model.*`. A saved training state may nest either once more
 * under `model`. Canonical names are `visual.*`, `language.*` (embed_tokens, layers.N, norm), and those of reward
 * heads.
 */
import { rewardOfWeight } from './rewards/rewards.ts';

const LANGUAGE_PARTS = ['embed_tokens.', 'layers.', 'norm.'];

/** `unused`: known and never needed (`lm_head`). `unknown`: not a name of such a model. */
export type WeightName =
  { readonly kind: 'weight'; readonly canonical: string } | { readonly kind: 'unused' } | { readonly kind: 'unknown' };

/** Sorts a name as it stands in a file. */
export function parseWeightName(name: string): WeightName {
  const bare = name.replace(/^(model\.)*/, '');
  if (bare.startsWith('lm_head.')) return { kind: 'unused' };
  if (bare.startsWith('visual.') || rewardOfWeight(bare)) return { kind: 'weight', canonical: bare };
  const part = bare.replace(/^language_model\./, '');
  if (LANGUAGE_PARTS.some((prefix) => part.startsWith(prefix))) {
    return { kind: 'weight', canonical: `language.${part}` };
  }
  return { kind: 'unknown' };
}

/** The spellings under which a file may hold a canonical name, without the optional outer `model.`. */
export function weightNameSpellings(canonical: string): readonly string[] {
  if (canonical.startsWith('visual.')) return [`model.${canonical}`, canonical];
  if (!canonical.startsWith('language.')) return [canonical];
  const part = canonical.slice('language.'.length);
  return [`model.language_model.${part}`, `model.${part}`];
}
