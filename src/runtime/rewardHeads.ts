import { combineHeads } from '../core/ranking.ts';
import type { CandidateScore } from '../core/score.ts';
import type { Backend, InferenceSession } from './session.ts';
import type { Shard } from './shard.ts';

/** The reward heads, one a prompt. */
export class RewardHeads {
  readonly #backend: Backend;
  readonly #shard: Shard;

  constructor(backend: Backend, shard: Shard) {
    this.#backend = backend;
    this.#shard = shard;
  }

  /** Rewards of candidates, each from its hidden state [hidden] at every prompt's reward token. */
  read(candidates: readonly (readonly Float32Array[])[]): Promise<CandidateScore[]> {
    return this.#shard.use(async (session) => {
      const scores: CandidateScore[] = [];
      for (const hiddenStates of candidates) scores.push(await this.#readOne(session, hiddenStates));
      return scores;
    });
  }

  async #readOne(session: InferenceSession, hiddenStates: readonly Float32Array[]): Promise<CandidateScore> {
    const { Tensor } = this.#backend.ort;
    const feeds = Object.fromEntries(
      hiddenStates.map((state, head) => [`hidden_${head}`, new Tensor('float32', state, [1, state.length])]),
    );
    const outputs = await this.#backend.guard(session.run(feeds));
    const [instructionFollowing, visualQuality] = hiddenStates.map((_, head) => {
      const [mu = NaN, logSigma = NaN] = (outputs[`reward_${head}`]?.data ?? []) as Float32Array;
      return { mu, logSigma };
    });
    if (!instructionFollowing || !visualQuality)
      throw new Error('A candidate needs the hidden states of both prompts.');
    return combineHeads(instructionFollowing, visualQuality);
  }
}
