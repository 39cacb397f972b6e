import { walkPlan, type PlanNode } from '../core/plan/scoringPlan.ts';
import type { CandidateScore } from '../core/score.ts';
import { disposeKeyValues, type KeyValues } from './keyValues.ts';
import { RewardStates } from './rewardStates.ts';
import type { ScoringJob } from './scoringJob.ts';

/**
 * Walks the plan depth first, each node through the whole model: for a model that is on the device. Gives each candidate's
 * score as soon as its last reward is read.
 */
export async function* scoreNodeByNode(job: ScoringJob): AsyncGenerator<readonly [number, CandidateScore]> {
  const { model, plan } = job;
  const rewards = new RewardStates(model.manifest.prompts.length);
  /** Of the nodes from the root to where the walk is; each holds its ancestors' too. */
  const path: (KeyValues | undefined)[] = [];
  try {
    for (const { type, node } of walkPlan(plan)) {
      if (type === 'leave') {
        disposeKeyValues(path.pop() ?? new Map());
        continue;
      }
      const { lastHiddenState, keyValues } = await prefillNode(job, node, path.at(-1));
      path.push(keyValues);
      const states = node.reads && rewards.add(node.reads, lastHiddenState);
      if (!node.reads || !states) continue;
      for (const score of await model.heads.read([states])) yield [node.reads.candidate, score];
    }
  } finally {
    for (const keyValues of path) if (keyValues) disposeKeyValues(keyValues);
  }
}

async function prefillNode(job: ScoringJob, node: PlanNode, past: KeyValues | undefined) {
  const { model, images, signal } = job;
  const embeddings = await job.embedNode(node, async (image) => {
    job.beginVision(image);
    const [embeds = new Float32Array()] = await model.vision.embed(images.slice(image, image + 1), { signal });
    return embeds;
  });
  job.beginLanguage(node);
  return model.decoder.prefill({
    embeddings,
    start: node.start,
    past,
    keep: node.children.length > 0,
    queryRows: [node.tokenCount - 1],
    signal,
  });
}
