import { at } from '../../core/at.ts';
import { labelsLoss } from '../loss/labelsLoss.ts';
import type { PairLossName } from '../loss/pairLoss.ts';
import { parametersOf, type Linear } from '../network/headLayers.ts';
import { takeRows, type Floats } from '../network/matrix.ts';
import { batchOf } from '../batches.ts';
import type { Labels } from '../trainingSet.ts';
import { outputsOf, slopesOf, type LastLayers } from './lastLayers.ts';
import { minimise, type Slope } from './minimise.ts';

/**
 * How strongly a recalibration is held to the original: what a change costs, in units of the loss of labels. `layers`: a last layer
 * that changes mu by one of its standard deviations. `shares`: a head that counts e times as much. Layers of which Infinity is asked stay as they are.
 */
export interface Hold {
  readonly layers: number;
  readonly shares: number;
}

/**
 * Of all heads together, a factor of e. It changes no order, only how sure the scores are. Without a hold, votes that are all right
 * would make it infinite.
 */
export const SCALE_HOLD = 1;

export interface Recalibration {
  readonly layers: readonly Linear[];
  readonly shares: readonly number[];
}

/** Other last layers, and other shares of the heads, by which the labels are likelier. */
export function recalibrate(last: LastLayers, labels: Labels, loss: PairLossName, hold: Hold): Recalibration {
  const space = new Moves(last, hold);
  // Pictures without a label cost as much time as others.
  const { rows, labels: own } = batchOf([labels]);
  const labelled = { ...last, inputs: last.inputs.map((input) => takeRows(input, rows)) };
  const lossAt = (moves: Float64Array): Slope => {
    const moved = space.recalibration(moves);
    const found = labelsLoss(loss, own, outputsOf(labelled, moved.layers), moved.shares);
    const byLogShares = moved.shares.map((share, head) => share * at(found.byShares, head));
    return space.held(moves, found.value, slopesOf(labelled, found), byLogShares);
  };
  return space.recalibration(minimise(lossAt, new Float64Array(space.length)));
}

/**
 * Recalibrations as points: 0 is the original, and 1 in each direction is about as large a change. First the last layers, then the
 * logarithms of how much more each head counts, and of how much all do.
 */
class Moves {
  readonly #last: LastLayers;
  /** What 1 changes in each number of the last layers. */
  readonly #units: Float64Array;
  readonly #hold: Hold;
  readonly length: number;

  constructor(last: LastLayers, hold: Hold) {
    this.#last = last;
    this.#hold = hold;
    const units = last.spreads.flatMap(unitsOf);
    this.#units = Float64Array.from(units, (unit) => (Number.isFinite(hold.layers) ? unit : 0));
    this.length = units.length + last.shares.length + 1;
  }

  recalibration(moves: Float64Array): Recalibration {
    let next = 0;
    const moved = (values: Floats) =>
      Float64Array.from(values, (value) => value + at(this.#units, next) * at(moves, next++));
    const layers = this.#last.layers.map(({ weight, bias }) => ({
      weight: { ...weight, values: moved(weight.values) },
      bias: moved(bias),
    }));
    const scale = at(moves, this.length - 1);
    const shares = this.#last.shares.map((share) => share * Math.exp(scale + at(moves, next++)));
    return { layers, shares };
  }

  /** The loss with its slopes in the directions of moves, and with what the original holds them by. */
  held(moves: Float64Array, loss: number, byLayers: readonly Linear[], byLogShares: readonly number[]): Slope {
    const byParameters = parametersOf(byLayers).flatMap((part) => [...part]);
    const slopes = [...byParameters.map((slope, k) => slope * at(this.#units, k)), ...byLogShares, sumOf(byLogShares)];
    let value = loss;
    const slope = moves.map((move, k) => {
      const hold = this.#holdOf(k);
      value += hold * move * move;
      return at(slopes, k) + 2 * hold * move;
    });
    return { value, slope };
  }

  /** What has no unit does not move, and needs no hold. */
  #holdOf(direction: number): number {
    if (direction === this.length - 1) return SCALE_HOLD;
    if (direction >= this.#units.length) return this.#hold.shares;
    return this.#units[direction] === 0 ? 0 : this.#hold.layers;
  }
}

/** Of the largest spread: an input that varies less hardly tells pictures apart, and its unit would be out of all proportion. */
const LEAST_SPREAD = 1e-3;

/** In the order of the layer's parameters: first the row of mu, then that of log sigma, then both biases. */
function unitsOf({ inputs, mu }: LastLayers['spreads'][number]): number[] {
  const least = LEAST_SPREAD * Math.max(...inputs);
  const perInput = Array.from(inputs, (spread) => (spread > least ? 1 / spread : 0));
  // Log sigma has no scale of its own: 1 is a factor of e.
  return [...perInput.map((unit) => unit * mu), ...perInput, mu, 1];
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
