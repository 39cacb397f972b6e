import { planNodes } from '../core/plan/scoringPlan.ts';
import type { CandidateScore } from '../core/score.ts';
import type { HiddenStates } from './decoder.ts';
import { RewardStates } from './rewardStates.ts';
import type { ScoringJob } from './scoringJob.ts';

/**
 * Runs all that the plan asks of one shard before it comes to the next: for a model whose shards pass through the device.
 * Each is there once, however many candidates there are; between them hidden states wait in memory. All scores come at the
 * end.
 */
export async function* scoreShardByShard(job: ScoringJob): AsyncGenerator<readonly [number, CandidateScore]> {
  const hiddenStates = await embedPlan(job);
  const onRun = job.beginLanguage.bind(job);
  await job.model.decoder.prefillPlan(job.plan, hiddenStates, { signal: job.signal, onRun });
  const complete = collectRewardStates(job, hiddenStates);
  const scores = await job.model.heads.read([...complete.values()]);
  for (const [index, candidate] of [...complete.keys()].entries()) {
    const score = scores[index];
    if (score) yield [candidate, score];
  }
}

/** Every image through the vision tower, then the input embeddings of every node. */
async function embedPlan(job: ScoringJob): Promise<HiddenStates> {
  const { images, plan } = job;
  const imageEmbeds = await job.embedImages([...images.keys()]);
  const embeddings: HiddenStates = new Map();
  for (const node of planNodes(plan)) {
    embeddings.set(node, await job.embedNode(node, async (image) => imageEmbeds[image] ?? new Float32Array()));
  }
  return embeddings;
}

/** By candidate: its hidden states at the reward tokens, in the order of the heads. */
function collectRewardStates({ model, plan }: ScoringJob, hiddenStates: HiddenStates) {
  const rewards = new RewardStates(model.manifest.prompts.length);
  const complete = new Map<number, readonly Float32Array[]>();
  for (const node of planNodes(plan)) {
    const state = hiddenStates.get(node);
    const states = node.reads && state && rewards.add(node.reads, state);
    if (node.reads && states) complete.set(node.reads.candidate, states);
  }
  return complete;
}
