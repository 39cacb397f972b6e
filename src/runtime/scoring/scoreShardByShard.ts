import { at } from '../../core/at.ts';
import { defined } from '../../core/defined.ts';
import { planNodes, type PlanNode } from '../../core/plan/scoringPlan.ts';
import type { CandidateScore } from '../../core/score/score.ts';
import type { WaitingNode } from '../model/decoder.ts';
import { RewardStates } from './rewardStates.ts';
import type { ScoringJob } from './scoringJob.ts';

/**
 * Runs everything that the plan asks of one shard before it comes to the next. For a model whose shards pass through
 * the device. Each shard is there once, however many candidates there are. Between shards hidden states wait in memory.
 * All scores, by the keys of candidates, come at the end.
 */
export async function* scoreShardByShard(job: ScoringJob): AsyncGenerator<readonly [number, CandidateScore]> {
  const nodes = await preparePlan(job);
  const onRun = job.beginLanguage.bind(job);
  await job.model.decoder.prefillPlan(job.plan, nodes, { signal: job.signal, onRun });
  const complete = collectRewardStates(job, nodes);
  for (const [candidate, states] of complete) job.tellStates(candidate, states);
  const scores = await job.model.heads.read([...complete.values()]);
  for (const [index, candidate] of [...complete.keys()].entries()) yield [candidate, at(scores, index)];
}

/** Every image through the vision tower, then the inputs of every node. */
async function preparePlan(job: ScoringJob): Promise<Map<PlanNode, WaitingNode>> {
  const embedded = await job.embedImages(job.imageNumbers());
  const nodes = new Map<PlanNode, WaitingNode>();
  for (const node of planNodes(job.plan)) {
    nodes.set(node, await job.prepareNode(node, async (image) => at(embedded, image)));
  }
  return nodes;
}

/** By candidate: its hidden states at the reward tokens, in the order of the prompts. */
function collectRewardStates({ model, plan }: ScoringJob, nodes: ReadonlyMap<PlanNode, WaitingNode>) {
  const rewards = new RewardStates(model.manifest.prompts.length);
  const complete = new Map<number, readonly Float32Array[]>();
  for (const node of planNodes(plan)) {
    if (!node.reads) continue;
    const { hiddenStates } = defined(nodes.get(node), 'A node of the plan was not run.');
    const states = rewards.add(node.reads, hiddenStates);
    if (states) complete.set(node.reads.candidate, states);
  }
  return complete;
}
