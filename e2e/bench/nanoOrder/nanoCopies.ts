/**
 * Copies of Nano that compute the same: channels in another order, some with their sign turned. Rounding meets other blocks in
 * each, so that their spread tells how much of a figure is the luck of one draw.
 */
import { at } from '../../../src/core/at.ts';
import { defined } from '../../../src/core/defined.ts';
import { Random } from '../../../src/evaluation/statistics/random.ts';
import type { NanoModel, Weight, Weights } from './nanoWeights.ts';

/** Channel i of the copy is channel `from[i]` times `sign[i]`. */
interface Shuffle {
  readonly from: readonly number[];
  readonly sign: readonly number[];
}

type Mutable = Map<string, Weight>;

export function copyOfNano({ config, weights }: NanoModel, seed: number): Weights {
  const random = new Random(seed, 0);
  const copy: Mutable = new Map(weights);
  const { vision, text } = config;
  const tower = drawShuffle(random, vision.hiddenSize, true);
  const stream = drawShuffle(random, text.hiddenSize, true);
  shuffleTower(copy, random, tower, vision);
  shuffleMerger(copy, random, tower, stream);
  shuffleDecoder(copy, random, stream, text);
  columns(copy, 'language.embed_tokens.weight', stream);
  for (const head of headNames(copy)) columns(copy, head, stream);
  return copy;
}

function headNames(weights: Mutable): string[] {
  return [...weights.keys()].filter((name) => /^rm_heads?\.head_\d\.0\.weight$/.test(name));
}

function shuffleTower(copy: Mutable, random: Random, stream: Shuffle, vision: NanoModel['config']['vision']): void {
  const { depth, intermediateSize, hiddenSize, numHeads } = vision;
  rows(copy, 'visual.patch_embed.proj.weight', stream);
  for (let block = 0; block < depth; block++) {
    const prefix = `visual.blocks.${block}`;
    for (const norm of ['norm1', 'norm2']) unsigned(copy, `${prefix}.${norm}.weight`, stream);
    columns(copy, `${prefix}.attn.qkv.weight`, stream);
    const values = inHeads(random, numHeads, hiddenSize / numHeads);
    const qkv = behind(values, 2 * hiddenSize);
    rows(copy, `${prefix}.attn.qkv.weight`, qkv);
    columns(copy, `${prefix}.attn.qkv.bias`, qkv);
    columns(copy, `${prefix}.attn.proj.weight`, values);
    rows(copy, `${prefix}.attn.proj.weight`, stream);
    columns(copy, `${prefix}.attn.proj.bias`, stream);
    shuffleMlp(copy, random, `${prefix}.mlp`, stream, intermediateSize);
  }
}

/** Four patches of a token, each with the tower's channels; its GELU takes no signs. */
function shuffleMerger(copy: Mutable, random: Random, tower: Shuffle, stream: Shuffle): void {
  const four = joined([tower, tower, tower, tower]);
  const inner = drawShuffle(random, four.from.length, false);
  unsigned(copy, 'visual.merger.ln_q.weight', tower);
  columns(copy, 'visual.merger.mlp.0.weight', four);
  rows(copy, 'visual.merger.mlp.0.weight', inner);
  columns(copy, 'visual.merger.mlp.0.bias', inner);
  columns(copy, 'visual.merger.mlp.2.weight', inner);
  rows(copy, 'visual.merger.mlp.2.weight', stream);
  columns(copy, 'visual.merger.mlp.2.bias', stream);
}

function shuffleDecoder(copy: Mutable, random: Random, stream: Shuffle, text: NanoModel['config']['text']): void {
  const { numLayers, numHeads, numKeyValueHeads, headDim, intermediateSize } = text;
  unsigned(copy, 'language.norm.weight', stream);
  for (let layer = 0; layer < numLayers; layer++) {
    const prefix = `language.layers.${layer}`;
    for (const norm of ['input_layernorm', 'post_attention_layernorm']) {
      unsigned(copy, `${prefix}.${norm}.weight`, stream);
    }
    for (const part of ['q', 'k', 'v']) columns(copy, `${prefix}.self_attn.${part}_proj.weight`, stream);
    const heads = Array.from({ length: numKeyValueHeads }, () => drawShuffle(random, headDim, true));
    rows(copy, `${prefix}.self_attn.v_proj.weight`, joined(heads));
    columns(copy, `${prefix}.self_attn.v_proj.bias`, joined(heads));
    const group = numHeads / numKeyValueHeads;
    const perHead = Array.from({ length: numHeads }, (_, head) => at(heads, Math.floor(head / group)));
    columns(copy, `${prefix}.self_attn.o_proj.weight`, joined(perHead));
    rows(copy, `${prefix}.self_attn.o_proj.weight`, stream);
    shuffleMlp(copy, random, `${prefix}.mlp`, stream, intermediateSize);
  }
}

/** Gates keep their sign, what they open may turn it. Biases are those of the tower. */
function shuffleMlp(copy: Mutable, random: Random, prefix: string, stream: Shuffle, width: number): void {
  const inner = drawShuffle(random, width, true);
  const gates = { from: inner.from, sign: inner.sign.map(() => 1) };
  for (const [name, shuffle] of [
    ['gate_proj', gates],
    ['up_proj', inner],
  ] as const) {
    columns(copy, `${prefix}.${name}.weight`, stream);
    rows(copy, `${prefix}.${name}.weight`, shuffle);
    columns(copy, `${prefix}.${name}.bias`, shuffle);
  }
  columns(copy, `${prefix}.down_proj.weight`, inner);
  rows(copy, `${prefix}.down_proj.weight`, stream);
  columns(copy, `${prefix}.down_proj.bias`, stream);
}

function drawShuffle(random: Random, size: number, signed: boolean): Shuffle {
  const from = random.shuffled(Array.from({ length: size }, (_, i) => i));
  return { from, sign: from.map(() => (signed ? random.pick([-1, 1]) : 1)) };
}

function inHeads(random: Random, heads: number, headDim: number): Shuffle {
  return joined(Array.from({ length: heads }, () => drawShuffle(random, headDim, true)));
}

function joined(shuffles: readonly Shuffle[]): Shuffle {
  let start = 0;
  const from: number[] = [];
  for (const shuffle of shuffles) {
    for (const channel of shuffle.from) from.push(start + channel);
    start += shuffle.from.length;
  }
  return { from, sign: shuffles.flatMap(({ sign }) => sign) };
}

/** The first `count` channels stay. */
function behind({ from, sign }: Shuffle, count: number): Shuffle {
  const first = Array.from({ length: count }, (_, i) => i);
  return { from: [...first, ...from.map((channel) => count + channel)], sign: [...first.map(() => 1), ...sign] };
}

/** A norm's weights have no sign to turn. */
function unsigned(copy: Mutable, name: string, { from }: Shuffle): void {
  columns(copy, name, { from, sign: from.map(() => 1) });
}

/** Vectors are one row. A bias that is not there needs nothing. */
function columns(copy: Mutable, name: string, { from, sign }: Shuffle): void {
  change(
    copy,
    name,
    ({ columns: width, values }, row, column) => at(values, row * width + at(from, column)) * at(sign, column),
  );
}

function rows(copy: Mutable, name: string, { from, sign }: Shuffle): void {
  change(
    copy,
    name,
    ({ columns: width, values }, row, column) => at(values, at(from, row) * width + column) * at(sign, row),
  );
}

function change(copy: Mutable, name: string, valueAt: (old: Weight, row: number, column: number) => number): void {
  const old = copy.get(name);
  if (!old && name.endsWith('.bias')) return;
  const known = defined(old, `Nano has no ${name}.`);
  const values = known.values.map((_, i) => valueAt(known, Math.floor(i / known.columns), i % known.columns));
  copy.set(name, { ...known, values });
}
