import type { PromptEntry } from '../modelPackage/manifest.ts';
import type { ChatMessage } from './chatMessage.ts';
import { PromptTemplateError } from './promptTemplateError.ts';

/** What the instruction replaces in a prompt's template. */
const PLACEHOLDER = '{text_prompt}';

/**
 * The chat text of one prompt: source image, edited image, text, generation prompt. Each image is one image token here.
 * `renderChat` is the package's chat template. Throws {@link PromptTemplateError} when the template has no placeholder.
 * Source: EditReward `dataset/data_collator_qwen_edit.py`.
 */
export function renderPrompt(
  prompt: Pick<PromptEntry, 'dimension' | 'template' | 'suffix'>,
  instruction: string,
  renderChat: (messages: readonly ChatMessage[]) => string,
): string {
  const text = promptText(prompt, instruction);
  return renderChat([{ role: 'user', content: [{ type: 'image' }, { type: 'image' }, { type: 'text', text }] }]);
}

function promptText(prompt: Pick<PromptEntry, 'dimension' | 'template' | 'suffix'>, instruction: string): string {
  if (!prompt.template.includes(PLACEHOLDER)) {
    throw new PromptTemplateError(`the template of ${prompt.dimension} has no ${PLACEHOLDER}`);
  }
  // A function, because a replacement string would read `$1` and `$&` in the instruction as commands.
  return prompt.template.replaceAll(PLACEHOLDER, () => instruction) + prompt.suffix;
}
