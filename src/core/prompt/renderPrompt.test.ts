import { describe, expect, it } from 'vitest';
import type { ChatMessage } from './chatMessage.ts';
import { PromptTemplateError } from './promptTemplateError.ts';
import { renderPrompt } from './renderPrompt.ts';
import type { Task } from '../task.ts';

const prompt = {
  template: 'Rate "{text_prompt}"\n',
  suffix: 'Rating: <|Reward|>\n',
};
const task: Task = { images: [{ role: 'source' }, { role: 'candidate' }], text: 'instruction' };
const asJson = (messages: readonly ChatMessage[]): string => JSON.stringify(messages);

describe('renderPrompt', () => {
  it('shows both images, then the text', () => {
    expect(JSON.parse(renderPrompt(prompt, task, 'Add a bowl', asJson))).toEqual([
      {
        role: 'user',
        content: [
          { type: 'image' },
          { type: 'image' },
          { type: 'text', text: 'Rate "Add a bowl"\nRating: <|Reward|>\n' },
        ],
      },
    ]);
  });

  it('shows the candidate alone where there is no source', () => {
    const alone: Task = { images: [{ role: 'candidate' }], text: 'prompt' };
    const [{ content }] = JSON.parse(renderPrompt(prompt, alone, 'A bowl', asJson));
    expect(content).toEqual([{ type: 'image' }, { type: 'text', text: 'Rate "A bowl"\nRating: <|Reward|>\n' }]);
  });

  it.each(['', '$1 $& $$ $`', '{text_prompt}', '}{', 'two\nlines', '把鸟换成猫 🐱'])(
    'takes %j as it stands',
    (instruction) => {
      const [message] = JSON.parse(renderPrompt(prompt, task, instruction, asJson));
      expect(message.content[2].text).toBe(`Rate "${instruction}"\nRating: <|Reward|>\n`);
    },
  );

  it('refuses a template that has no place for the instruction', () => {
    expect(() => renderPrompt({ ...prompt, template: 'Rate it' }, task, 'x', asJson)).toThrow(PromptTemplateError);
  });
});
