import { causalMask } from '../../core/model/attentionMask.ts';
import { deepstackCount } from '../../core/model/deepstack.ts';
import {
  frequencyAxes,
  textRotary,
  tokenRotary,
  type FrequencyAxes,
  type RotaryTables,
} from '../../core/model/rotary.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import { once, type FeedTable } from './feeds.ts';
import { deepstackRows, type TokenRun } from './tokenRun.ts';

/** A run on its way through the decoder: all that inputs are made of. */
export interface DecoderRun {
  readonly run: TokenRun;
  /** Tokens of prefix and run. */
  readonly total: number;
  /** Places of the run's tokens in the sequence, and of those that are asked for. */
  readonly places: readonly number[];
  readonly queryPlaces: readonly number[];
  /** One row for each token of the sequence. Rows of the prefix are empty, since its keys are turned already. */
  readonly rotary: () => RotaryTables;
}

/** Makes {@link DecoderRun}s, and keeps the rotary table from which all of them take their rows. */
export class DecoderRuns {
  readonly #text: Manifest['text'];
  readonly #axes: FrequencyAxes;
  #table: RotaryTables | undefined;

  constructor({ text }: Pick<Manifest, 'text'>) {
    this.#text = text;
    this.#axes = frequencyAxes(text.headDim, text.positions);
  }

  of(run: TokenRun): DecoderRun {
    const { count, start, positions, queryRows } = run;
    const total = start + count;
    return {
      run,
      total,
      places: Array.from({ length: count }, (_, row) => start + row),
      queryPlaces: queryRows.map((row) => start + row),
      // No token has a position beyond its place: an image takes fewer positions than tokens, if any.
      rotary: once(() => tokenRotary(this.#tableOf(total), positions, this.#axes, start)),
    };
  }

  #tableOf(positions: number): RotaryTables {
    const { headDim, ropeTheta } = this.#text;
    if (!this.#table || this.#table.rows < positions) this.#table = textRotary(positions, headDim, ropeTheta);
    return this.#table;
  }
}

/** Inputs of the decoder graphs but `hidden_states` and the prefix; `buildDecoderGraph` tells what they are. */
export function decoderFeeds(manifest: Pick<Manifest, 'text' | 'vision'>): FeedTable<DecoderRun> {
  const { hiddenSize } = manifest.text;
  const layers = [...Array(deepstackCount(manifest)).keys()];
  return {
    ...SEQUENCE_FEEDS,
    ...Object.fromEntries(
      layers.map((layer): [string, FeedTable<DecoderRun>[string]] => [
        `deepstack.${layer}`,
        ({ run }, { float32 }) => float32(deepstackRows(run, layer, hiddenSize), [run.count, hiddenSize]),
      ]),
    ),
  };
}

const SEQUENCE_FEEDS: FeedTable<DecoderRun> = {
  cos: ({ rotary }, { float32 }) => float32(rotary().cos, [rotary().rows, rotary().columns]),
  sin: ({ rotary }, { float32 }) => float32(rotary().sin, [rotary().rows, rotary().columns]),
  positions: ({ places }, { int64 }) => int64(places, [1, places.length]),
  attention_mask: ({ places, total }, { float32 }) => float32(causalMask(places, total), [places.length, total]),
  query_rows: ({ run }, { int32 }) => int32(Int32Array.from(run.queryRows), [run.queryRows.length]),
  query_positions: ({ queryPlaces }, { int64 }) => int64(queryPlaces, [1, queryPlaces.length]),
  query_mask: ({ queryPlaces, total }, { float32 }) =>
    float32(causalMask(queryPlaces, total), [queryPlaces.length, total]),
  last_position: ({ total }, { int32 }) => int32(Int32Array.of(total - 1), [1]),
  total_length: ({ total }, { int32 }) => int32(Int32Array.of(total), []),
};
