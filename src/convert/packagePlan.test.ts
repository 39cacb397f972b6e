import { describe, expect, it } from 'vitest';
import type { BaseConfig } from './bases/base.ts';
import { qwen25Vl } from './bases/qwen25Vl.ts';
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

const plan = (options: Partial<PackagePlanOptions> = {}) =>
  planPackage({ base: qwen25Vl, config: CONFIG, reward: editReward }, { dtype: 'q4', symmetric: true, ...options });

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

  it('reads every name that a graph uses from somewhere', () => {
    for (const { graphs } of plan({ dtype: 'q4f16' })) {
      for (const { graph } of Object.values(graphs)) {
        const known = new Set(['', ...[...graph.inputs, ...graph.initializers].map(({ name }) => name)]);
        for (const node of graph.nodes) {
          expect(node.inputs.filter((name) => !known.has(name))).toEqual([]);
          for (const name of node.outputs) known.add(name);
        }
        expect(graph.outputs.filter(({ name }) => !known.has(name))).toEqual([]);
      }
    }
  });
});
