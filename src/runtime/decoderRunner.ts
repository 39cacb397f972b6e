import { causalMask } from '../core/model/attentionMask.ts';
import { textRotary, type RotaryTables } from '../core/model/rotary.ts';
import type { Manifest } from '../core/modelPackage/manifest.ts';
import { disposeKeyValues, type KeyValues } from './keyValues.ts';
import { pickFeeds, type Backend, type Feeds, type InferenceSession, type Tensor } from './session.ts';
import type { Shard } from './shard.ts';

/** A run of tokens that follows a prefix. */
export interface TokenRun {
  readonly count: number;
  /** Position of the first token: the prefix's length. */
  readonly start: number;
  /** Rows of the run whose final hidden state is wanted. */
  readonly queryRows: readonly number[];
}

/** What one shard is to do with a run. */
export interface ShardInput {
  /** [count, hidden] */
  readonly hidden: Tensor;
  /** The prefix's keys and values, of this shard's layers at least; undefined when start is 0. */
  readonly past: KeyValues | undefined;
  /** Whether the keys and values of prefix and run together are wanted. */
  readonly keep: boolean;
}

export interface ShardOutput {
  /** [count, hidden], or of the last shard [queryRows.length, hidden] after the final norm. */
  readonly hidden: Tensor;
  readonly isLast: boolean;
  /** Of this shard's layers; empty unless `keep`. The caller disposes them. */
  readonly keyValues: KeyValues;
}

/** Runs of tokens through single decoder shards: builds their inputs, sorts their outputs. */
export class DecoderRunner {
  readonly #backend: Backend;
  readonly #manifest: Manifest;
  #rotary: RotaryTables | undefined;

  constructor(backend: Backend, manifest: Manifest) {
    this.#backend = backend;
    this.#manifest = manifest;
  }

  /** [count, hidden] values as a shard's input. */
  hiddenTensor(values: Float32Array<ArrayBuffer>): Tensor {
    const { hiddenSize } = this.#manifest.text;
    return new this.#backend.ort.Tensor('float32', values, [values.length / hiddenSize, hiddenSize]);
  }

  /** All inputs of a run that do not depend on the shard. */
  feeds({ count, start, queryRows }: TokenRun): Feeds {
    const { Tensor } = this.#backend.ort;
    const total = start + count;
    const positions = Array.from({ length: count }, (_, row) => start + row);
    const queryPositions = queryRows.map((row) => start + row);
    const { cos, sin, columns } = this.#rotaryTables(total);
    const feeds: Feeds = {
      cos: new Tensor('float32', cos.subarray(0, total * columns), [total, columns]),
      sin: new Tensor('float32', sin.subarray(0, total * columns), [total, columns]),
      query_rows: new Tensor('int32', Int32Array.from(queryRows), [queryRows.length]),
      query_positions: new Tensor('int64', BigInt64Array.from(queryPositions, BigInt), [1, queryRows.length]),
      query_mask: new Tensor('float32', causalMask(queryPositions, total), [queryRows.length, total]),
      positions: new Tensor('int64', BigInt64Array.from(positions, BigInt), [1, count]),
    };
    if (this.#backend.variant === 'cpu') {
      return { ...feeds, attention_mask: new Tensor('float32', causalMask(positions, total), [count, total]) };
    }
    return {
      ...feeds,
      last_position: new Tensor('int32', Int32Array.of(total - 1), [1]),
      total_length: new Tensor('int32', Int32Array.of(total), []),
    };
  }

  async run(
    session: InferenceSession,
    layers: Shard['layers'],
    feeds: Feeds,
    { hidden, past = this.#emptyPast(layers), keep }: ShardInput,
  ): Promise<ShardOutput> {
    const inputs = pickFeeds({ ...feeds, hidden_states: hidden, ...Object.fromEntries(past) }, session.inputNames);
    const wanted = session.outputNames.filter((name) => keep || !name.startsWith('present_'));
    const outputs = await this.#backend.guard(session.run(inputs, wanted));
    const keyValues = new Map(
      Object.entries(outputs)
        .filter(([name]) => name.startsWith('present_'))
        .map(([name, tensor]) => [name.replace('present_', 'past_'), tensor]),
    );
    const last = outputs['last_hidden_state'];
    const out = last ?? outputs['hidden_states_out'];
    if (out) return { hidden: out, isLast: last !== undefined, keyValues };
    disposeKeyValues(keyValues);
    throw new Error(`The decoder shard of layers ${layers.join(' to ')} gives no hidden states.`);
  }

  #emptyPast([first, end]: Shard['layers']): KeyValues {
    const { Tensor } = this.#backend.ort;
    const { numKeyValueHeads, headDim } = this.#manifest.text;
    const dims = [1, numKeyValueHeads, 0, headDim];
    const empty = () =>
      this.#manifest.dtype === 'q4f16'
        ? new Tensor('float16', new Uint16Array(0), dims)
        : new Tensor('float32', new Float32Array(0), dims);
    const past = new Map<string, Tensor>();
    for (let layer = first; layer < end; layer++) {
      past.set(`past_key.${layer}`, empty());
      past.set(`past_value.${layer}`, empty());
    }
    return past;
  }

  #rotaryTables(total: number): RotaryTables {
    const { headDim, ropeTheta } = this.#manifest.text;
    if (!this.#rotary || this.#rotary.rows < total) this.#rotary = textRotary(total, headDim, ropeTheta);
    return this.#rotary;
  }
}
