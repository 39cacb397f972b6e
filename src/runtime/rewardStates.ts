import type { RewardRead } from '../core/plan/scoringPlan.ts';

/** Hidden states at the reward tokens of candidates, until all of a candidate's are there. */
export class RewardStates {
  readonly #headCount: number;
  /** By candidate, then by head. */
  readonly #states = new Map<number, Float32Array[]>();

  constructor(headCount: number) {
    this.#headCount = headCount;
  }

  /** Keeps a state [hidden]. Returns all of its candidate's, in the order of the heads, when it was the last one. */
  add({ candidate, head }: RewardRead, state: Float32Array): readonly Float32Array[] | undefined {
    const states = this.#states.get(candidate) ?? [];
    states[head] = state;
    this.#states.set(candidate, states);
    if (Object.keys(states).length < this.#headCount) return undefined;
    this.#states.delete(candidate);
    return states;
  }
}
