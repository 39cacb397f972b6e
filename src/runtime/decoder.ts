import { throwIfAborted } from '../core/errors.ts';
import { walkPlan, type PlanNode } from '../core/plan/scoringPlan.ts';
import type { DecoderRunner } from './decoderRunner.ts';
import { disposeKeyValues, HeldKeyValues, type KeyValues } from './keyValues.ts';
import type { InferenceSession, Tensor } from './session.ts';
import type { Shard } from './shard.ts';

/** A run of tokens to prefill after a prefix. */
export interface Prefill {
  /** Input embeddings [n, hidden]. */
  readonly embeddings: Float32Array<ArrayBuffer>;
  /** Position of the first token: the prefix's length. */
  readonly start: number;
  /** The prefix's keys and values; undefined when start is 0. */
  readonly past: KeyValues | undefined;
  /** Whether the keys and values of prefix and run together are wanted. */
  readonly keep: boolean;
  /** Rows of the run whose final hidden state is wanted. */
  readonly queryRows: readonly number[];
  readonly signal?: AbortSignal | undefined;
  /** Hears of the residual stream after each shard but the last: [n, hidden]. For tests that look inside. */
  readonly onHiddenStates?: ((layer: number, values: Float32Array) => void) | undefined;
}

export interface Prefilled {
  /** [queryRows.length, hidden], after the final norm. */
  readonly lastHiddenState: Float32Array;
  /** Set when `keep`; the caller disposes them. */
  readonly keyValues: KeyValues | undefined;
}

export interface PlanHooks {
  readonly signal?: AbortSignal | undefined;
  /** A shard is about to run `node`; `share` is its part of all layers. */
  readonly onRun: (node: PlanNode, share: number) => void;
}

/** By node: [tokenCount, hidden], in memory. After the last shard [1, hidden], of the node's last token. */
export type HiddenStates = Map<PlanNode, Float32Array<ArrayBuffer>>;

/** The decoder's shards, in two orders of running them: by run or by shard. */
export class Decoder {
  readonly #runner: DecoderRunner;
  readonly #shards: readonly Shard[];

  constructor(runner: DecoderRunner, shards: readonly Shard[]) {
    this.#runner = runner;
    this.#shards = shards;
  }

  /** One run through all shards. Hidden states stay on the device, and so do the keys and values of all layers. */
  async prefill({ embeddings, start, past, keep, queryRows, signal, onHiddenStates }: Prefill): Promise<Prefilled> {
    const kept = new Map<string, Tensor>();
    let hidden = this.#runner.hiddenTensor(embeddings);
    const feeds = this.#runner.feeds({ count: hidden.dims[0] ?? 0, start, queryRows });
    try {
      for (const { layers, use } of this.#shards) {
        throwIfAborted(signal);
        const output = await use((session) => this.#runner.run(session, layers, feeds, { hidden, past, keep }));
        hidden.dispose();
        hidden = output.hidden;
        for (const [name, tensor] of output.keyValues) kept.set(name, tensor);
        const read = async () => (await hidden.getData()) as Float32Array;
        if (output.isLast) return { lastHiddenState: await read(), keyValues: keep ? kept : undefined };
        if (onHiddenStates) onHiddenStates(layers[1], await read());
      }
    } catch (error) {
      disposeKeyValues(kept);
      throw error;
    } finally {
      hidden.dispose();
    }
    throw new Error('The decoder shards end without last_hidden_state.');
  }

  /**
   * All nodes of a plan through one shard after the other: each shard is used once, and the device holds keys and values of
   * its layers alone. `hiddenStates` starts as the nodes' input embeddings and ends as their last tokens' hidden states.
   */
  async prefillPlan(plan: readonly PlanNode[], hiddenStates: HiddenStates, hooks: PlanHooks): Promise<void> {
    const layerCount = this.#shards.at(-1)?.layers[1] ?? 0;
    for (const { layers, use } of this.#shards) {
      const share = (layers[1] - layers[0]) / layerCount;
      await use((session) => this.#runPlan(session, layers, plan, hiddenStates, { ...hooks, share }));
    }
  }

  async #runPlan(
    session: InferenceSession,
    layers: Shard['layers'],
    plan: readonly PlanNode[],
    hiddenStates: HiddenStates,
    { signal, onRun, share }: PlanHooks & { readonly share: number },
  ): Promise<void> {
    const held = new HeldKeyValues();
    try {
      for (const step of walkPlan(plan)) {
        if (step.type === 'release') {
          disposeKeyValues(held.take(step.node));
          continue;
        }
        throwIfAborted(signal);
        onRun(step.node, share);
        const values = hiddenStates.get(step.node);
        const output = await this.#runNode(session, layers, step.node, values, held.of(step.parent));
        hiddenStates.set(step.node, output.values);
        held.hold(step.node, output.keyValues);
      }
    } finally {
      held.disposeAll();
    }
  }

  async #runNode(
    session: InferenceSession,
    layers: Shard['layers'],
    { tokenCount, start, children }: PlanNode,
    values: Float32Array<ArrayBuffer> = new Float32Array(),
    past: KeyValues | undefined,
  ) {
    const input = { hidden: this.#runner.hiddenTensor(values), past, keep: children.length > 0 };
    const feeds = this.#runner.feeds({ count: tokenCount, start, queryRows: [tokenCount - 1] });
    const { hidden, keyValues } = await this.#runner.run(session, layers, feeds, input);
    return { values: (await hidden.getData(true)) as Float32Array<ArrayBuffer>, keyValues };
  }
}
