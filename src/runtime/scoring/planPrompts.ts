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

interface PromptRequest {
  readonly candidates: readonly { readonly key: number }[];
  readonly instruction: string;
}

/**
 * Every prompt of every candidate. Throws the errors of the instruction, `TokenizerError` and `PromptTemplateError`.
 */
export function planPrompts(
  { manifest, tokenizer }: PromptingModel,
  { candidates, instruction }: PromptRequest,
): ScoringPrompt[] {
  checkInstruction(instruction, tokenizer.specialTokens, manifest.task.text);
  const encoded = manifest.prompts.map((prompt) =>
    tokenizer.encode(renderPrompt(prompt, manifest.task, instruction, tokenizer.renderChat)),
  );
  return candidates.flatMap(({ key }, index) =>
    encoded.map((ids, prompt) => ({
      candidate: key,
      prompt,
      segments: promptSegments(ids, manifest.tokenizer, shownImages(manifest.task, index)),
    })),
  );
}
