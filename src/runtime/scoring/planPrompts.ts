import { at } from '../../core/at.ts';
import { defined } from '../../core/defined.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import type { ScoringPrompt } from '../../core/plan/scoringPlan.ts';
import { checkInstruction } from '../../core/prompt/instruction.ts';
import { promptSegments } from '../../core/prompt/promptSegments.ts';
import { renderPrompt } from '../../core/prompt/renderPrompt.ts';
import { shownImages } from '../../core/task.ts';
import type { PackageTokenizer } from '../model/tokenizer.ts';

/** What a model says and how it reads it. */
interface PromptingModel {
  readonly manifest: Manifest;
  readonly tokenizer: PackageTokenizer;
}

/** Whom the prompts ask about. */
export interface PromptedCandidate {
  readonly key: number;
  /** Default: the request's. */
  readonly instruction?: string | undefined;
}

interface PromptRequest {
  readonly candidates: readonly PromptedCandidate[];
  readonly instruction: string;
  /** By candidate, the place of its image among those of all candidates; default: each has its own, in order. */
  readonly places?: readonly number[];
}

/**
 * Every prompt of every candidate. Throws the errors of the instruction, `TokenizerError` and `PromptTemplateError`.
 */
export function planPrompts(
  { manifest, tokenizer }: PromptingModel,
  { candidates, instruction, places }: PromptRequest,
): ScoringPrompt[] {
  const encoded = new Map<string, number[][]>();
  const encode = (text: string): number[][] => {
    checkInstruction(text, tokenizer.specialTokens, manifest.task.text);
    return manifest.prompts.map((prompt) =>
      tokenizer.encode(renderPrompt(prompt, manifest.task, text, tokenizer.renderChat)),
    );
  };
  for (const text of [instruction, ...candidates.map((one) => one.instruction ?? instruction)])
    if (!encoded.has(text)) encoded.set(text, encode(text));
  return candidates.flatMap(({ key, instruction: text = instruction }, index) => {
    const images = shownImages(manifest.task, places ? at(places, index) : index);
    const prompts = defined(encoded.get(text), 'A text was not encoded.');
    return prompts.map((ids, prompt) => ({
      candidate: key,
      prompt,
      segments: promptSegments(ids, manifest.tokenizer, images),
    }));
  });
}
