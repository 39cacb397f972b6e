import { at } from '../../core/at.ts';
import { prefixLength, walkPlan, type PlanNode } from '../../core/plan/scoringPlan.ts';
import type { CandidateScore } from '../../core/score/score.ts';
import { freeBytes, keyValueBytes } from './checkRoom.ts';
import type { Prefilled } from '../model/decoder.ts';
import { disposeKeyValues, HeldKeyValues, type KeyValues } from '../model/keyValues.ts';
import { RewardStates } from './rewardStates.ts';
import type { ScoringJob } from './scoringJob.ts';

/**
 * Walks the plan depth first, each node through the whole model. For a model that is on the device. Gives each
 * candidate's score, by its key, as soon as its last reward is read.
 */
export async function* scoreNodeByNode(job: ScoringJob): AsyncGenerator<readonly [number, CandidateScore]> {
  const { model, plan } = job;
  const rewards = new RewardStates(model.manifest.prompts.length);
  const held = new HeldKeyValues();
  model.prefixes.retain(job.rememberedPrefixes(), freeBytes(model, job.counted));
  try {
    for (const step of walkPlan(plan)) {
      const { node } = step;
      if (step.type === 'release') {
        releaseNode(job, node, held.take(node));
        continue;
      }
      const remembered = recallNode(job, node);
      if (remembered) {
        held.hold(node, remembered);
        job.skip(node);
        continue;
      }
      const { lastHiddenState, keyValues } = await prefillNode(job, node, held.of(step.parent));
      if (keyValues) held.hold(node, keyValues);
      const states = node.reads && rewards.add(node.reads, lastHiddenState);
      if (!node.reads || !states) continue;
      job.tellStates(node.reads.candidate, states);
      for (const score of await model.heads.read([states])) yield [node.reads.candidate, score];
    }
  } finally {
    held.disposeAll();
  }
}

/** Of a root that an earlier request had as well, its keys and values. */
function recallNode(job: ScoringJob, node: PlanNode): KeyValues | undefined {
  const prefix = job.rememberedPrefix(node);
  return prefix === undefined ? undefined : job.model.prefixes.take(prefix);
}

function releaseNode(job: ScoringJob, node: PlanNode, keyValues: KeyValues): void {
  const prefix = job.rememberedPrefix(node);
  if (prefix === undefined) disposeKeyValues(keyValues);
  else job.model.prefixes.keep(prefix, keyValues, keyValueBytes(job.model, prefixLength(node)));
}

async function prefillNode(job: ScoringJob, node: PlanNode, past: KeyValues | undefined): Promise<Prefilled> {
  const { run, hiddenStates } = await job.prepareNode(node, async (image) => at(await job.embedImages([image]), 0));
  job.beginLanguage(node);
  const keep = node.children.length > 0;
  return job.model.decoder.prefill({ run, embeddings: hiddenStates, past, keep, signal: job.signal });
}
