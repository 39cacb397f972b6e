import { defined } from '../../core/defined.ts';
import { candidateBytes, MAIN_MEMORY_BYTES } from '../../core/fit/candidateBytes.ts';
import type { DecodedImage } from '../../core/image/decodedImage.ts';
import type { ImagePatches } from '../../core/image/modelInput/pixelValues.ts';
import { prepareDecoded, prepareInSizeOf } from '../../core/image/modelInput/prepareImage.ts';
import { tokenGrid } from '../../core/model/imageGrid.ts';
import { coverBlocks, meanColorOf, type PatchLayout } from '../../core/occlusion/coverBlocks.ts';
import type { Variant, VariantScores, VariantsToScore } from '../../core/occlusion/variant.ts';
import type { CandidateScore } from '../../core/score/score.ts';
import { checkSource } from '../../core/task.ts';
import type { ScoringModel } from '../model/scoringModel.ts';
import { type CandidateImage, type ImagesToScore, scoreImages } from './scoreImages.ts';
import type { ScoreImagesHooks, ScoreStep } from './scoringJob.ts';

export interface NamedImage {
  readonly name: string;
  readonly decoded: DecodedImage;
}

export interface DecodedVariants extends VariantsToScore {
  /** Given where the model's task has one, and only there. */
  readonly source?: NamedImage | undefined;
  readonly candidate: NamedImage;
}

export interface VariantHooks {
  readonly signal?: AbortSignal | undefined;
  /** Between 0 and 1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/**
 * Scores variants of one candidate: whole, with regions covered, with other texts. They are ordinary candidates of one request, so
 * what they share is computed once. Throws as `scoreImages` does, the error of the first variant without a score, `AspectRatioError`
 * and the errors of `checkSource`.
 */
export async function scoreVariants(
  model: ScoringModel,
  request: DecodedVariants,
  { signal, onProgress }: VariantHooks = {},
): Promise<VariantScores> {
  const { instruction, variants } = request;
  checkSource(model.manifest.task, request.source !== undefined);
  const pictures = preparePictures(model, request);
  const atOnce = mostAtOnce(model, pictures.candidate);
  const scores: CandidateScore[] = [];
  for (let start = 0; start < variants.length; start += atOnce) {
    const portion = variants.slice(start, start + atOnce);
    const candidates = portion.map((variant, key) => showVariant(variant, key, pictures, model.imageProcessor));
    const onStep = ({ done, total }: ScoreStep) =>
      onProgress?.((start + (done / total) * portion.length) / variants.length);
    const shown = { source: pictures.source, candidates, instruction };
    scores.push(...(await scoreAll(model, shown, { signal, onStep })));
  }
  return { grid: tokenGrid(pictures.candidate, model.imageProcessor.mergeSize), scores };
}

/** As many as there is main memory for, one at least. */
function mostAtOnce({ manifest, residency }: ScoringModel, candidate: ImagePatches): number {
  return Math.max(1, Math.floor(MAIN_MEMORY_BYTES / candidateBytes(manifest, candidate, residency === 'streamed')));
}

/** What the model is shown, and what candidates are covered with. */
interface Pictures {
  readonly source: ImagePatches | undefined;
  readonly candidate: ImagePatches;
  readonly cover: ImagePatches;
}

function preparePictures(
  { imageProcessor }: ScoringModel,
  { source: shown, candidate: { name, decoded }, cover }: DecodedVariants,
): Pictures {
  const source = shown && prepareDecoded(shown.decoded, imageProcessor, shown.name);
  const candidate = prepareDecoded(decoded, imageProcessor, name);
  if (cover === 'mean') return { source, candidate, cover: meanColorOf(candidate, imageProcessor) };
  const { decoded: original } = defined(shown, 'There is no source to cover with.');
  const isAlike = source?.gridWidth === candidate.gridWidth && source.gridHeight === candidate.gridHeight;
  return { source, candidate, cover: isAlike ? source : prepareInSizeOf(candidate, original, imageProcessor) };
}

function showVariant(
  variant: Variant,
  key: number,
  { candidate: image, cover }: Pictures,
  layout: PatchLayout,
): CandidateImage {
  switch (variant.kind) {
    case 'whole':
      return { key, image };
    case 'covered':
      return { key, image: coverBlocks(image, cover, variant.region, layout) };
    case 'text':
      return { key, image, instruction: variant.instruction };
  }
}

/** In the order of their keys, which count from 0. */
async function scoreAll(
  model: ScoringModel,
  request: ImagesToScore,
  hooks: ScoreImagesHooks,
): Promise<CandidateScore[]> {
  const scores = new Map<number, CandidateScore>();
  for await (const scored of scoreImages(model, request, hooks)) {
    if ('error' in scored) throw scored.error;
    scores.set(scored.candidate, scored.score);
  }
  return request.candidates.map(({ key }) => defined(scores.get(key), `Variant ${key} was not scored.`));
}
