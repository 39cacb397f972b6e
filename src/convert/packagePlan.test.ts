import { describe, expect, it } from 'vitest';
import type { Dtype, GraphVariant } from '../core/modelPackage/manifest.ts';
import type { OnnxGraph } from '../formats/onnx.ts';
import type { Base, BaseConfig } from './bases/base.ts';
import { parseBaseConfig } from './bases/baseConfig.ts';
import { qwen25Vl } from './bases/qwen25Vl.ts';
import { qwen2Vl } from './bases/qwen2Vl.ts';
import { qwen3Vl } from './bases/qwen3Vl.ts';
import { editReward } from './rewards/editReward.ts';
import { MAX_SHARD_BYTES, planPackage, type PackagePlanOptions } from './packagePlan.ts';

/** Qwen2.5-VL-7B. */
const CONFIG: BaseConfig = {
  text: {
    numLayers: 28,
    hiddenSize: 3584,
    intermediateSize: 18944,
    numHeads: 28,
    numKeyValueHeads: 4,
    headDim: 128,
    ropeTheta: 1_000_000,
    rmsNormEps: 1e-6,
    attentionBias: true,
    headNorms: false,
    positions: { kind: 'plain' },
  },
  vision: {
    depth: 32,
    hiddenSize: 1280,
    intermediateSize: 3420,
    numHeads: 16,
    patchSize: 14,
    temporalPatchSize: 2,
    mergeSize: 2,
    windows: { size: 112, fullAttentionBlocks: [7, 15, 23, 31] },
    outHiddenSize: 3584,
    ropeTheta: 10_000,
    normEps: 1e-6,
    inChannels: 3,
  },
};

/** 152,064 rows of bf16, whatever the dtype. */
const EMBEDDING_BYTES = 2 * 152_064 * 3584;
const OPTIONS = { dtype: 'q4', symmetric: true } as const;
const TEXT = {
  num_hidden_layers: 4,
  hidden_size: 64,
  intermediate_size: 96,
  num_attention_heads: 4,
  num_key_value_heads: 2,
};
const NATIVE_SIZE = {
  model_type: 'qwen3_vl',
  text_config: { ...TEXT, head_dim: 128 },
  vision_config: { depth: 4, hidden_size: 96, num_heads: 4, out_hidden_size: 64, deepstack_visual_indexes: [0, 2] },
};
const BASE_CONFIGS: readonly (readonly [string, Base, object])[] = [
  [qwen25Vl.title, qwen25Vl, { model_type: 'qwen2_5_vl', ...TEXT, vision_config: { depth: 9 } }],
  [qwen2Vl.title, qwen2Vl, { model_type: 'qwen2_vl', ...TEXT, vision_config: { depth: 4, hidden_size: 64 } }],
  [qwen3Vl.title, qwen3Vl, NATIVE_SIZE],
];

const plan = (options: Partial<PackagePlanOptions> = {}) =>
  planPackage({ base: qwen25Vl, config: CONFIG, reward: editReward }, { dtype: 'q4', symmetric: true, ...options });

const wholeBytes = (dtype: Dtype) =>
  plan({ dtype, symmetric: false }).reduce((sum, { layout }) => sum + layout.byteLength, EMBEDDING_BYTES);

describe('planPackage', () => {
  it('cuts a 7B into shards that cover every layer once, none above the limit', () => {
    const sessions = plan();
    for (const [role, depth] of [
      ['vision', 32],
      ['decoder', 28],
    ] as const) {
      const shards = sessions.filter((session) => session.role === role);
      expect(shards.map(({ layers: [first] }) => first)).toEqual([
        0,
        ...shards.slice(0, -1).map(({ layers }) => layers[1]),
      ]);
      expect(shards.at(-1)?.layers[1]).toBe(depth);
      expect(shards.every(({ layout }) => layout.byteLength <= MAX_SHARD_BYTES)).toBe(true);
    }
    expect(sessions.at(-1)).toMatchObject({ role: 'heads', layers: [0, 0] });
  });

  it('puts at most as many layers into a shard as asked for', () => {
    const layers = plan({ maxLayersPerShard: 3 }).map((session) => session.layers[1] - session.layers[0]);
    expect(Math.max(...layers)).toBe(3);
  });

  it('gives both graphs of a session the same bytes, and leaves no gap but for alignment', () => {
    for (const { graphs, layout } of plan({ dtype: 'q4', symmetric: false })) {
      const placed = layout.weights.flatMap(({ parts }) => parts);
      placed.forEach((part, i) => {
        const before = placed[i - 1];
        const end = before ? before.offset + before.byteLength : 0;
        expect(part.offset % 64).toBe(0);
        expect(part.offset - end).toBeLessThan(64);
      });
      for (const { graph } of Object.values(graphs)) {
        const external = graph.initializers.flatMap(({ name, data }) =>
          'offset' in data ? [{ name, offset: data.offset, byteLength: data.byteLength }] : [],
        );
        expect(external).toHaveLength(placed.length);
        for (const tensor of external) expect(placed).toContainEqual(expect.objectContaining(tensor));
      }
    }
  });

  it.each(BASE_CONFIGS)('reads every name that a graph of %s uses from somewhere', (_, base, config) => {
    const { base: parsed, config: sizes } = parseBaseConfig(JSON.stringify(config));
    expect(parsed).toBe(base);
    for (const headsAtOnce of [1, sizes.vision.numHeads]) {
      const model = { base, config: sizes, reward: editReward, headsAtOnce };
      for (const { graphs } of planPackage(model, { dtype: 'q4f16', symmetric: false })) {
        for (const { graph } of Object.values(graphs)) expectWhole(graph);
      }
    }
  });

  it.each(BASE_CONFIGS)('gives the matrices of %s the bits that their dtype says', (_, base, config) => {
    const { config: sizes } = parseBaseConfig(JSON.stringify(config));
    const bitsOf = (dtype: Dtype, name: RegExp) => {
      const sessions = planPackage({ base, config: sizes, reward: editReward }, { dtype, symmetric: false });
      const named = sessions.flatMap(({ layout }) => layout.weights).filter(({ tensor }) => name.test(tensor));
      return [...new Set(named.map(({ encoding }) => (encoding.kind === 'quantized' ? encoding.bits : encoding.kind)))];
    };
    const names = [
      /^visual\.blocks.*\.(qkv|proj|fc1|fc2|gate_proj|up_proj|down_proj)\.weight$/,
      /^visual\.(merger|deepstack_merger_list)\..*(mlp|linear_fc).*\.weight$/,
      /self_attn\.q_proj\.weight$/,
      /self_attn\.[kv]_proj\.weight$/,
      /self_attn\.o_proj\.weight$/,
      /^language.*mlp.*\.weight$/,
      /^visual.*bias|patch_embed|norm/,
    ];
    const tableOf = (dtype: Dtype) => names.slice(0, -1).map((name) => bitsOf(dtype, name));
    expect(tableOf('q8')).toEqual([[8], [8], [8], [8], [8], [8]]);
    expect(tableOf('q4mixed')).toEqual([[8], [8], [8], [8], [8], [4]]);
    expect(tableOf('q4')).toEqual([[4], [4], [4], [8], [4], [4]]);
    expect(tableOf('q4f16')).toEqual(tableOf('q4'));
    expect(tableOf('fp32')).toEqual(names.slice(0, -1).map(() => ['dense']));
    expect(bitsOf('q4', names.at(-1) ?? /^$/)).not.toContain(4);
  });

  it('makes a 7B of mixed bits an eighth larger than one of 4', () => {
    expect(wholeBytes('q4mixed') / wholeBytes('q4')).toBeCloseTo(1.124, 3);
  });

  it('lets heads attend one by one where the fused operator is not', () => {
    const { config } = parseBaseConfig(JSON.stringify(NATIVE_SIZE));
    const [first] = planPackage({ base: qwen3Vl, config, reward: editReward, headsAtOnce: 1 }, OPTIONS);
    const blocks = first?.layers[1] ?? 0;
    const countOf = (variant: GraphVariant, opType: string) =>
      first?.graphs[variant].graph.nodes.filter((node) => node.opType === opType).length;
    expect(countOf('cpu', 'Softmax')).toBe(blocks * config.vision.numHeads);
    expect(countOf('webgpu', 'MultiHeadAttention')).toBe(blocks);
  });
});

/** Names are made before they are read, and once. */
function expectWhole(graph: OnnxGraph): void {
  const made = [...graph.inputs, ...graph.initializers].map(({ name }) => name);
  const known = new Set(['', ...made]);
  for (const { inputs, outputs } of graph.nodes) {
    expect(inputs.filter((name) => !known.has(name))).toEqual([]);
    expect(outputs.filter((name) => name !== '' && known.has(name))).toEqual([]);
    for (const name of outputs) known.add(name);
  }
  expect(graph.outputs.filter(({ name }) => !known.has(name))).toEqual([]);
}
