import { describe, expect, it } from 'vitest';
import { parseWeightName, weightNameSpellings } from './weightNames.ts';

describe('parseWeightName', () => {
  it.each([
    ['visual.blocks.0.norm1.weight', 'visual.blocks.0.norm1.weight'],
    ['model.visual.blocks.0.norm1.weight', 'visual.blocks.0.norm1.weight'],
    ['model.model.visual.merger.ln_q.weight', 'visual.merger.ln_q.weight'],
    ['model.layers.3.mlp.up_proj.weight', 'language.layers.3.mlp.up_proj.weight'],
    ['model.language_model.layers.3.mlp.up_proj.weight', 'language.layers.3.mlp.up_proj.weight'],
    ['model.model.language_model.norm.weight', 'language.norm.weight'],
    ['model.model.norm.weight', 'language.norm.weight'],
    ['model.embed_tokens.weight', 'language.embed_tokens.weight'],
    ['rm_heads.head_0.0.weight', 'rm_heads.head_0.0.weight'],
    ['model.rm_heads.head_1.5.bias', 'rm_heads.head_1.5.bias'],
    ['rm_head.0.weight', 'rm_head.0.weight'],
    ['model.rm_head.5.bias', 'rm_head.5.bias'],
  ])('%s is %s', (name, canonical) => {
    expect(parseWeightName(name)).toEqual({ kind: 'weight', canonical });
  });

  it.each(['lm_head.weight', 'model.lm_head.weight'])('%s is known and unused', (name) => {
    expect(parseWeightName(name)).toEqual({ kind: 'unused' });
  });

  it.each(['base_model.model.layers.0.lora_A.weight', 'v_head.0.weight', 'model', 'model.normal.weight'])(
    '%s is unknown',
    (name) => {
      expect(parseWeightName(name)).toEqual({ kind: 'unknown' });
    },
  );
});

describe('weightNameSpellings', () => {
  it.each(['visual.patch_embed.proj.weight', 'language.layers.0.input_layernorm.weight', 'rm_heads.head_0.0.bias'])(
    'every spelling of %s reads as it',
    (canonical) => {
      const spellings = weightNameSpellings(canonical);
      expect(new Set(spellings).size).toBe(spellings.length);
      for (const spelling of spellings) expect(parseWeightName(spelling)).toEqual({ kind: 'weight', canonical });
    },
  );

  it('gives both spellings of a language weight', () => {
    expect(weightNameSpellings('language.norm.weight')).toEqual([
      'model.language_model.norm.weight',
      'model.norm.weight',
    ]);
  });
});
