import type { RewardRead } from '../../core/plan/scoringPlan.ts';

/** Hidden states at the reward tokens of candidates, until all of a candidate's are there. */
export class RewardStates {
  readonly #promptCount: number;
  /** By candidate, then by prompt. */
  readonly #states = new Map<number, Float32Array[]>();

  constructor(promptCount: number) {
    this.#promptCount = promptCount;
  }

  /** Keeps a state [hidden]. Returns all of its candidate's, in the order of the prompts, when it was the last one. */
  add({ candidate, prompt }: RewardRead, state: Float32Array): readonly Float32Array[] | undefined {
    const states = this.#states.get(candidate) ?? [];
    states[prompt] = state;
    this.#states.set(candidate, states);
    if (Object.keys(states).length < this.#promptCount) return undefined;
    this.#states.delete(candidate);
    return states;
  }
}
