import { at } from '../../core/at.ts';
import { defined } from '../../core/defined.ts';
import { throwIfAborted } from '../../core/errors.ts';
import { walkPlan, type PlanNode } from '../../core/plan/scoringPlan.ts';
import type { DecoderRunner } from './decoderRunner.ts';
import { disposeKeyValues, HeldKeyValues, type KeyValues } from './keyValues.ts';
import type { InferenceSession, Tensor } from './session.ts';
import type { Shard } from './shard.ts';
import type { TokenRun } from './tokenRun.ts';

/** A run of tokens to prefill after a prefix. */
export interface Prefill {
  readonly run: TokenRun;
  /** Input embeddings [run.count, hidden]. */
  readonly embeddings: Float32Array<ArrayBuffer>;
  /** The prefix's keys and values; undefined when there is no prefix. */
  readonly past: KeyValues | undefined;
  /** Whether the keys and values of prefix and run together are wanted. */
  readonly keep: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Hears of the residual stream after each shard but the last: [n, hidden]. For tests that look inside. */
  readonly onHiddenStates?: ((layer: number, values: Float32Array) => void) | undefined;
}

export interface Prefilled {
  /** [run.queryRows.length, hidden], after the final norm. */
  readonly lastHiddenState: Float32Array;
  /** Set when `keep`; the caller disposes them. */
  readonly keyValues: KeyValues | undefined;
}

export interface PlanHooks {
  readonly signal?: AbortSignal | undefined;
  /** A shard is about to run `node`; `share` is its part of all layers. */
  readonly onRun: (node: PlanNode, share: number) => void;
}

/** A node that waits in memory for its next shard. */
export interface WaitingNode {
  readonly run: TokenRun;
  /** [run.count, hidden]; after the last shard [run.queryRows.length, hidden]. */
  readonly hiddenStates: Float32Array<ArrayBuffer>;
}

/** The decoder's shards, in two orders of running them: by run or by shard. */
export class Decoder {
  readonly #runner: DecoderRunner;
  readonly #shards: readonly Shard[];

  constructor(runner: DecoderRunner, shards: readonly Shard[]) {
    this.#runner = runner;
    this.#shards = shards;
  }

  /** One run through all shards. Hidden states stay on the device, and so do the keys and values of all layers. */
  async prefill({ run, embeddings, past, keep, signal, onHiddenStates }: Prefill): Promise<Prefilled> {
    const kept = new Map<string, Tensor>();
    let hidden = this.#runner.hiddenTensor(embeddings);
    const feeds = this.#runner.feeds(run);
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
   * Runs all nodes of a plan through one shard after the other. Each shard is used once, and the device holds keys and
   * values only of its layers. Hidden states of the nodes start as input embeddings and end as those of their query
   * rows.
   */
  async prefillPlan(plan: readonly PlanNode[], nodes: Map<PlanNode, WaitingNode>, hooks: PlanHooks): Promise<void> {
    const layerCount = at(this.#shards, this.#shards.length - 1).layers[1];
    for (const { layers, use } of this.#shards) {
      const share = (layers[1] - layers[0]) / layerCount;
      await use((session) => this.#runPlan(session, layers, plan, nodes, { ...hooks, share }));
    }
  }

  async #runPlan(
    session: InferenceSession,
    layers: Shard['layers'],
    plan: readonly PlanNode[],
    nodes: Map<PlanNode, WaitingNode>,
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
        const waiting = defined(nodes.get(step.node), 'A node of the plan has no input.');
        const keep = step.node.children.length > 0;
        const output = await this.#runNode(session, layers, waiting, { past: held.of(step.parent), keep });
        nodes.set(step.node, { run: waiting.run, hiddenStates: output.values });
        held.hold(step.node, output.keyValues);
      }
    } finally {
      held.disposeAll();
    }
  }

  async #runNode(
    session: InferenceSession,
    layers: Shard['layers'],
    { run, hiddenStates }: WaitingNode,
    prefix: Pick<Prefill, 'past' | 'keep'>,
  ) {
    const input = { ...prefix, hidden: this.#runner.hiddenTensor(hiddenStates) };
    const { hidden, keyValues } = await this.#runner.run(session, layers, this.#runner.feeds(run), input);
    return { values: (await hidden.getData(true)) as Float32Array<ArrayBuffer>, keyValues };
  }
}
