import { describe, expect, it } from 'vitest';
import type { ChatMessage } from './chatMessage.ts';
import { PromptTemplateError } from './promptTemplateError.ts';
import { renderPrompt } from './renderPrompt.ts';

const prompt = {
  dimension: 'visualQuality',
  template: 'Rate "{text_prompt}"\n',
  suffix: 'Rating: <|Reward|>\n',
} as const;
const asJson = (messages: readonly ChatMessage[]): string => JSON.stringify(messages);

describe('renderPrompt', () => {
  it('shows both images, then the text', () => {
    expect(JSON.parse(renderPrompt(prompt, 'Add a bowl', asJson))).toEqual([
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

  it.each(['', '$1 $& $$ $`', '{text_prompt}', '}{', 'two\nlines', '把鸟换成猫 🐱'])(
    'takes %j as it stands',
    (instruction) => {
      const [message] = JSON.parse(renderPrompt(prompt, instruction, asJson));
      expect(message.content[2].text).toBe(`Rate "${instruction}"\nRating: <|Reward|>\n`);
    },
  );

  it('refuses a template that has no place for the instruction', () => {
    expect(() => renderPrompt({ ...prompt, template: 'Rate it' }, 'x', asJson)).toThrow(PromptTemplateError);
  });
});
