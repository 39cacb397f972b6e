import { throwIfAborted } from '../core/errors.ts';
import { causalMask } from '../core/model/attentionMask.ts';
import { textRotary, type RotaryTables } from '../core/model/rotary.ts';
import type { Manifest } from '../core/modelPackage/manifest.ts';
import { pickFeeds, type Backend, type Feeds, type InferenceSession, type Tensor } from './session.ts';

/** Keys and values of a prefix, by input name (`past_key.3`), on the device. */
export type KeyValues = ReadonlyMap<string, Tensor>;

export function disposeKeyValues(keyValues: KeyValues): void {
  for (const tensor of keyValues.values()) tensor.dispose();
}

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

export interface DecoderShard {
  readonly session: InferenceSession;
  readonly layers: readonly [number, number];
}

/** Runs the decoder shards in a chain; hidden states, keys and values stay on the device. */
export class Decoder {
  readonly #backend: Backend;
  readonly #manifest: Manifest;
  readonly #shards: readonly DecoderShard[];
  #rotary: RotaryTables | undefined;

  constructor(backend: Backend, manifest: Manifest, shards: readonly DecoderShard[]) {
    this.#backend = backend;
    this.#manifest = manifest;
    this.#shards = shards;
  }

  async prefill(request: Prefill): Promise<Prefilled> {
    const kept = new Map<string, Tensor>();
    const feeds = this.#feeds(request);
    let hidden = feeds['hidden_states'];
    try {
      for (const shard of this.#shards) {
        throwIfAborted(request.signal);
        const outputs = await this.#runShard(shard, { ...feeds, ...(hidden && { hidden_states: hidden }) }, request);
        hidden?.dispose();
        for (const [name, tensor] of Object.entries(outputs)) {
          if (name.startsWith('present_')) kept.set(name.replace('present_', 'past_'), tensor);
        }
        hidden = outputs['hidden_states_out'];
        if (hidden && request.onHiddenStates) {
          request.onHiddenStates(shard.layers[1], (await hidden.getData()) as Float32Array);
        }
        const last = outputs['last_hidden_state'];
        if (last) return this.#finish(last, kept, request);
      }
    } catch (error) {
      disposeKeyValues(kept);
      throw error;
    } finally {
      hidden?.dispose();
    }
    throw new Error('The decoder shards end without last_hidden_state.');
  }

  async #finish(last: Tensor, kept: KeyValues, request: Prefill): Promise<Prefilled> {
    const lastHiddenState = (await last.getData(true)) as Float32Array;
    return { lastHiddenState, keyValues: request.keep ? kept : undefined };
  }

  #runShard({ session, layers }: DecoderShard, feeds: Feeds, request: Prefill) {
    const past = request.past ?? this.#emptyPast(layers);
    const inputs = pickFeeds({ ...feeds, ...Object.fromEntries(past) }, session.inputNames);
    const wanted = session.outputNames.filter((name) => request.keep || !name.startsWith('present_'));
    return session.run(inputs, wanted);
  }

  #emptyPast([first, end]: readonly [number, number]): KeyValues {
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

  #feeds({ embeddings, start, queryRows }: Prefill): Feeds {
    const { Tensor } = this.#backend.ort;
    const { hiddenSize } = this.#manifest.text;
    const count = embeddings.length / hiddenSize;
    const total = start + count;
    const positions = Array.from({ length: count }, (_, row) => start + row);
    const queryPositions = queryRows.map((row) => start + row);
    const { cos, sin, columns } = this.#rotaryTables(total);
    const feeds: Feeds = {
      hidden_states: new Tensor('float32', embeddings, [count, hiddenSize]),
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

  #rotaryTables(total: number): RotaryTables {
    const { headDim, ropeTheta } = this.#manifest.text;
    if (!this.#rotary || this.#rotary.rows < total) this.#rotary = textRotary(total, headDim, ropeTheta);
    return this.#rotary;
  }
}
