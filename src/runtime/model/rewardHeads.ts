import { at } from '../../core/at.ts';
import { defined } from '../../core/defined.ts';
import type { HeadEntry } from '../../core/modelPackage/manifest.ts';
import { poolHeads, type CandidateScore } from '../../core/score/score.ts';
import type { Backend, InferenceSession } from './session.ts';
import type { Shard } from './shard.ts';

/** What makes scores of hidden states: the package's own heads, or others in their place. */
export interface Heads {
  /** Scores of candidates, each from its hidden state [hidden] at every prompt's reward token. */
  read(candidates: readonly (readonly Float32Array[])[]): Promise<CandidateScore[]>;
}

/** The reward heads, each of which reads at one prompt's reward token. */
export class RewardHeads implements Heads {
  readonly #backend: Backend;
  readonly #heads: readonly HeadEntry[];
  readonly #shard: Shard;

  constructor(backend: Backend, heads: readonly HeadEntry[], shard: Shard) {
    this.#backend = backend;
    this.#heads = heads;
    this.#shard = shard;
  }

  read(candidates: readonly (readonly Float32Array[])[]): Promise<CandidateScore[]> {
    return this.#shard.use(async (session) => {
      const scores: CandidateScore[] = [];
      for (const hiddenStates of candidates) scores.push(await this.#readOne(session, hiddenStates));
      return scores;
    });
  }

  async #readOne(session: InferenceSession, hiddenStates: readonly Float32Array[]): Promise<CandidateScore> {
    const { Tensor } = this.#backend.ort;
    const states = this.#heads.map(({ prompt }) => at(hiddenStates, prompt));
    const feeds = states.map((state, head) => [`hidden_${head}`, new Tensor('float32', state, [1, state.length])]);
    const outputs = await this.#backend.guard(session.run(Object.fromEntries(feeds)));
    const scores = this.#heads.map(({ key }, head) => {
      const { data } = defined(outputs[`reward_${head}`], `The heads give no reward_${head}.`);
      const values = data as Float32Array;
      return [key, { mu: at(values, 0), logSigma: at(values, 1) }];
    });
    return poolHeads(Object.fromEntries(scores));
  }
}
