import { defined } from '../../core/defined.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import { decoderFeeds, DecoderRuns, type DecoderRun } from './decoderFeeds.ts';
import { createTensors, RunFeeds, type FeedTable } from './feeds.ts';
import { disposeKeyValues, type KeyValues } from './keyValues.ts';
import type { Backend, InferenceSession, Tensor } from './session.ts';
import type { Shard } from './shard.ts';
import type { TokenRun } from './tokenRun.ts';

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

/** What of a manifest says how a decoder shard is run. */
export type DecoderManifest = Pick<Manifest, 'dtype' | 'text' | 'vision'>;

/** Runs of tokens through single decoder shards: builds their inputs, sorts their outputs. */
export class DecoderRunner {
  readonly #backend: Backend;
  readonly #manifest: DecoderManifest;
  readonly #runs: DecoderRuns;
  readonly #feedTable: FeedTable<DecoderRun>;

  constructor(backend: Backend, manifest: DecoderManifest) {
    this.#backend = backend;
    this.#manifest = manifest;
    this.#runs = new DecoderRuns(manifest);
    this.#feedTable = decoderFeeds(manifest);
  }

  /** [count, hidden] values as a shard's input. */
  hiddenTensor(values: Float32Array<ArrayBuffer>): Tensor {
    const { hiddenSize } = this.#manifest.text;
    return new this.#backend.ort.Tensor('float32', values, [values.length / hiddenSize, hiddenSize]);
  }

  /** All inputs of a run that do not depend on the shard. */
  feeds(run: TokenRun): RunFeeds<DecoderRun> {
    return new RunFeeds(this.#feedTable, this.#runs.of(run), createTensors(this.#backend.ort));
  }

  async run(
    session: InferenceSession,
    layers: Shard['layers'],
    feeds: RunFeeds<DecoderRun>,
    { hidden, past = this.#emptyPast(layers), keep }: ShardInput,
  ): Promise<ShardOutput> {
    const inputs = feeds.of(session.inputNames, { hidden_states: hidden, ...Object.fromEntries(past) });
    const wanted = session.outputNames.filter((name) => keep || !name.startsWith('present_'));
    const outputs = await this.#backend.guard(session.run(inputs, wanted));
    const keyValues = new Map(
      Object.entries(outputs)
        .filter(([name]) => name.startsWith('present_'))
        .map(([name, tensor]) => [name.replace('present_', 'past_'), tensor]),
    );
    const last = outputs['last_hidden_state'];
    const out = last ?? outputs['hidden_states_out'];
    if (!out) disposeKeyValues(keyValues);
    const missing = `The decoder shard of layers ${layers.join(' to ')} gives no hidden states.`;
    return { hidden: defined(out, missing), isLast: last !== undefined, keyValues };
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
}
