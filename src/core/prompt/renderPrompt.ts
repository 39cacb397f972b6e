import type { PromptEntry } from '../modelPackage/manifest.ts';
import type { Task } from '../task.ts';
import type { ChatMessage } from './chatMessage.ts';
import { PromptTemplateError } from './promptTemplateError.ts';

/** What the instruction replaces in a prompt's template. */
const PLACEHOLDER = '{text_prompt}';

/**
 * The chat text of one prompt: the task's images, the text, the generation prompt. Each image is one image token here.
 * `renderChat` is the package's chat template. Throws {@link PromptTemplateError} when the template has no placeholder.
 * Source: EditReward `dataset/data_collator_qwen_edit.py`.
 */
export function renderPrompt(
  prompt: PromptEntry,
  task: Task,
  instruction: string,
  renderChat: (messages: readonly ChatMessage[]) => string,
): string {
  const text = promptText(prompt, instruction);
  const images = task.images.map(() => ({ type: 'image' }) as const);
  return renderChat([{ role: 'user', content: [...images, { type: 'text', text }] }]);
}

function promptText(prompt: PromptEntry, instruction: string): string {
  if (!prompt.template.includes(PLACEHOLDER)) {
    throw new PromptTemplateError(`a template has no ${PLACEHOLDER}`);
  }
  // A function, because a replacement string would read `$1` and `$&` in the instruction as commands.
  return prompt.template.replaceAll(PLACEHOLDER, () => instruction) + prompt.suffix;
}
