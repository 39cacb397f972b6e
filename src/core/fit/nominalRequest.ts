import { at } from '../at.ts';
import { sizeForModel } from '../image/modelInput/sizeForModel.ts';
import type { ImageGrid } from '../model/imageGrid.ts';
import type { Manifest } from '../modelPackage/manifest.ts';
import { plannedImages } from '../plan/plannedImages.ts';
import { planScoring, type PlanNode, type ScoringPrompt } from '../plan/scoringPlan.ts';
import type { Segment } from '../prompt/promptSegments.ts';
import { hasSource, shownImages } from '../task.ts';

/** Pixels of a side of the picture that costs are told for: what image generators make. */
export const NOMINAL_SIDE = 1024;

/** About the characters of an English prompt for a token: before the download there is no tokenizer. */
const CHARACTERS_PER_TOKEN = 4;

/** What of a manifest decides how a request is planned. */
export type PlanningManifest = Pick<Manifest, 'imageProcessor' | 'prompts' | 'task' | 'text'>;

/** What of a request costs are counted from. */
export interface CountedRequest {
  readonly plan: readonly PlanNode[];
  /** Indexed as the plan's segments are. */
  readonly images: readonly ImageGrid[];
}

/**
 * A request of `candidates` pictures of {@link NOMINAL_SIDE}, and a source of that size if the task has one, as the
 * model plans it.
 */
export function nominalRequest(manifest: PlanningManifest, candidates: number): CountedRequest {
  const { prompts, task } = manifest;
  const shared = hasSource(task) ? 1 : 0;
  const images = Array<ImageGrid>(shared + candidates).fill(nominalImage(manifest));
  const scoring = Array.from({ length: candidates }).flatMap((_, candidate) =>
    prompts.map((__, prompt): ScoringPrompt => {
      const shown = shownImages(task, candidate).map((image): Segment => ({ kind: 'image', image }));
      const ids = Array<number>(textTokens(manifest, prompt)).fill(0);
      return { candidate, prompt, segments: [...shown, { kind: 'tokens', ids }] };
    }),
  );
  return { plan: planScoring(scoring, plannedImages(manifest, images)), images };
}

/** The picture of {@link NOMINAL_SIDE}, as the model sees it. */
function nominalImage({ imageProcessor }: Pick<Manifest, 'imageProcessor'>): ImageGrid {
  const { patchSize } = imageProcessor;
  const { width, height } = sizeForModel({ width: NOMINAL_SIDE, height: NOMINAL_SIDE }, imageProcessor, 'A picture');
  return { gridHeight: height / patchSize, gridWidth: width / patchSize };
}

function textTokens({ prompts }: Pick<Manifest, 'prompts'>, prompt: number): number {
  const { template, suffix } = at(prompts, prompt);
  return Math.ceil((template.length + suffix.length) / CHARACTERS_PER_TOKEN);
}
