import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decoderFlops, visionFlops } from '../../src/core/fit/flops.ts';
import { planWork, type PlanWork } from '../../src/core/fit/planWork.ts';
import { parseManifest, type Manifest } from '../../src/core/modelPackage/manifest.ts';
import { peakHeldTokens, keyValueBytesPerLayer } from '../../src/core/plan/keyValueBytes.ts';
import { plannedImages } from '../../src/core/plan/plannedImages.ts';
import { planNodes, planScoring, planWithoutReuse, type ScoringPrompt } from '../../src/core/plan/scoringPlan.ts';
import { promptSegments } from '../../src/core/prompt/promptSegments.ts';
import { renderPrompt } from '../../src/core/prompt/renderPrompt.ts';
import { shownImages } from '../../src/core/task.ts';
import { createTokenizer } from '../../src/runtime/model/tokenizer.ts';
import { INSTRUCTION, PICTURE_SIDE } from './reuseTarget.ts';

/** What scoring takes, counted from the package. */
export interface CountedWork {
  readonly candidates: number;
  readonly full: PlanWork;
  readonly reuse: PlanWork;
  /** The most that the plan with reuse holds of keys and values. */
  readonly keyValueBytes: number;
}

/** A part of scoring one candidate with reuse, in the order in which they run. */
export interface CountedPart {
  readonly name: string;
  readonly flops: number;
}

/** Counts the work in the package at `path`. */
export async function openCounter(path: string) {
  return createCounter(path, parseManifest(await readFile(join(path, 'manifest.json'), 'utf8')));
}

/** The same where the manifest is not in the folder. */
export async function createCounter(path: string, manifest: Manifest) {
  const side = PICTURE_SIDE / manifest.imageProcessor.patchSize;
  const grid = { gridHeight: side, gridWidth: side };
  const encoded = await encodePrompts(path, manifest);
  const plansOf = (candidates: number) => {
    const prompts = promptsOf(encoded, manifest, candidates);
    const images = plannedImages(
      manifest,
      Array.from({ length: candidates + 1 }, () => grid),
    );
    return { full: planWithoutReuse(prompts, images), reuse: planScoring(prompts, images) };
  };
  return {
    count(candidates: number): CountedWork {
      const { full, reuse } = plansOf(candidates);
      const images = Array.from({ length: candidates + 1 }, () => grid);
      return {
        candidates,
        full: planWork(manifest, full, images),
        reuse: planWork(manifest, reuse, images),
        keyValueBytes: peakHeldTokens(reuse) * manifest.text.numLayers * keyValueBytesPerLayer(manifest),
      };
    },
    /** Of each prompt, pictures included: what a full pass runs over. */
    promptTokens(): number[] {
      return plansOf(1).full.map(({ tokenCount }) => tokenCount);
    },
    parts(): CountedPart[] {
      const [source = 0, edit = 0, ...texts] = [...planNodes(plansOf(1).reuse)].map((node) =>
        decoderFlops(manifest, node),
      );
      const image = visionFlops(manifest, grid);
      return [
        { name: 'Source, vision tower', flops: image },
        { name: 'Source, decoder', flops: source },
        { name: 'Edit, vision tower', flops: image },
        { name: 'Edit, decoder', flops: edit },
        ...texts.map((flops, head) => ({
          name: `Text ${head + 1}, decoder${head === texts.length - 1 ? ' and heads' : ''}`,
          flops,
        })),
      ];
    },
  };
}

async function encodePrompts(path: string, { tokenizer, prompts, task }: Manifest): Promise<number[][]> {
  const read = (file: string) => readFile(join(path, file), 'utf8');
  const { encode, renderChat } = createTokenizer({
    tokenizerJson: await read(tokenizer.tokenizer),
    tokenizerConfigJson: await read(tokenizer.config),
    chatTemplate: tokenizer.chatTemplate,
  });
  return prompts.map((prompt) => encode(renderPrompt(prompt, task, INSTRUCTION, renderChat)));
}

function promptsOf(encoded: readonly number[][], { tokenizer, task }: Manifest, candidates: number): ScoringPrompt[] {
  return Array.from({ length: candidates }).flatMap((_, candidate) =>
    encoded.map((ids, prompt) => ({
      candidate,
      prompt,
      segments: promptSegments(ids, tokenizer, shownImages(task, candidate)),
    })),
  );
}
