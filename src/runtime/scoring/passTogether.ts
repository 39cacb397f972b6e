import { at } from '../../core/at.ts';
import { decoderFlops, visionFlops } from '../../core/fit/flops.ts';
import { planNodes, type PlanNode } from '../../core/plan/scoringPlan.ts';
import type { WaitingNode } from '../model/decoder.ts';
import { identifyImage } from '../model/imageEmbedder.ts';
import type { ScoringModel } from '../model/scoringModel.ts';
import type { EmbeddedImage } from '../model/visionTower.ts';
import type { ImagesToScore } from './scoreImages.ts';
import { ScoringJob } from './scoringJob.ts';

export interface PassHooks {
  readonly signal?: AbortSignal | undefined;
  /** Floating-point operations. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Has several requests pass all shards together: each shard of a streamed model is there once, for all of them. What the heads
 * would say is not asked. Throws the errors of instructions, memory and device, and `AbortError`.
 */
export async function passTogether(
  model: ScoringModel,
  requests: readonly ImagesToScore[],
  { signal, onProgress }: PassHooks = {},
): Promise<void> {
  const jobs: ScoringJob[] = [];
  for (const request of requests) jobs.push(await jobOf(model, request));
  const images = jobs.flatMap((job) => job.images);
  const plan = jobs.flatMap((job) => job.plan);
  const imageCosts = images.map((image) => visionFlops(model.manifest, image));
  const nodeCosts = new Map([...planNodes(plan)].map((node) => [node, decoderFlops(model.manifest, node)]));
  const total = [...imageCosts, ...nodeCosts.values()].reduce((sum, cost) => sum + cost, 0);
  let done = 0;
  const step = (cost: number) => {
    onProgress?.(done, total);
    done += cost;
  };
  const onImage = (image: number, share: number) => step(share * at(imageCosts, image));
  const embedded = await model.vision.embed(images, { signal, onRun: onImage });
  const nodes = await prepareNodes(jobs, embedded);
  const onRun = (node: PlanNode, share: number) => step(share * (nodeCosts.get(node) ?? 0));
  await model.decoder.prefillPlan(plan, nodes, { signal, onRun });
}

async function jobOf(model: ScoringModel, { source, candidates, instruction }: ImagesToScore): Promise<ScoringJob> {
  const identified = candidates.map(async ({ key, image }) => ({ key, image: await identifyImage(image) }));
  const request = {
    source: source && (await identifyImage(source)),
    candidates: await Promise.all(identified),
    instruction,
  };
  return new ScoringJob(model, request, {});
}

async function prepareNodes(
  jobs: readonly ScoringJob[],
  embedded: readonly EmbeddedImage[],
): Promise<Map<PlanNode, WaitingNode>> {
  const nodes = new Map<PlanNode, WaitingNode>();
  let first = 0;
  for (const job of jobs) {
    const start = first;
    for (const node of planNodes(job.plan)) {
      nodes.set(node, await job.prepareNode(node, async (image) => at(embedded, start + image)));
    }
    first += job.images.length;
  }
  return nodes;
}
