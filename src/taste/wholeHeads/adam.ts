import { at } from '../../core/at.ts';
import { floatsLike, type Floats } from '../network/matrix.ts';

const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const EPSILON = 1e-8;

/** Adam with decoupled weight decay (Loshchilov and Hutter 2019), in place. */
export class Adam {
  readonly #parameters: readonly Floats[];
  readonly #means: readonly Floats[];
  readonly #squares: readonly Floats[];
  readonly #decay: number;
  #steps = 0;

  constructor(parameters: readonly Floats[], decay: number) {
    this.#parameters = parameters;
    this.#means = parameters.map((one) => floatsLike(one, one.length));
    this.#squares = parameters.map((one) => floatsLike(one, one.length));
    this.#decay = decay;
  }

  /** `gradients` in the order of the parameters. */
  step(gradients: readonly Floats[], learningRate: number): void {
    this.#steps++;
    const rate = learningRate / (1 - FIRST_DECAY ** this.#steps);
    const correction = 1 / (1 - SECOND_DECAY ** this.#steps);
    const kept = 1 - learningRate * this.#decay;
    for (const [index, parameter] of this.#parameters.entries()) {
      const [gradient, mean, square] = [at(gradients, index), at(this.#means, index), at(this.#squares, index)];
      for (let k = 0; k < parameter.length; k++) {
        const slope = gradient[k] as number;
        const first = FIRST_DECAY * (mean[k] as number) + (1 - FIRST_DECAY) * slope;
        const second = SECOND_DECAY * (square[k] as number) + (1 - SECOND_DECAY) * slope * slope;
        mean[k] = first;
        square[k] = second;
        parameter[k] = kept * (parameter[k] as number) - (rate * first) / (Math.sqrt(correction * second) + EPSILON);
      }
    }
  }
}
