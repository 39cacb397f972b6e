import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describePackage } from '../../convert/describePackage.ts';
import { parsePromptJson } from '../../convert/promptSource.ts';
import { changedTiny, planChanged } from '../../testing/changedTiny.ts';
import { whyNoPrompts } from './whyNoPrompts.ts';

/** The tiny checkpoint's prompts with another chat template. */
async function why(chatTemplate: string): Promise<string | undefined> {
  const changes = { files: { 'chat_template.jinja': chatTemplate } };
  const [folder, plan] = [await changedTiny(changes), await planChanged(changes)];
  const prompts = parsePromptJson(readFileSync('reference/tiny/prompts.json', 'utf8'));
  const request = { checkpoint: folder, base: folder, prompts, dtype: 'q4', symmetric: false, id: 'tiny' } as const;
  return whyNoPrompts(describePackage(request, plan, []), plan.tokenizer);
}

const OWN = readFileSync('reference/tiny/checkpoint/chat_template.jinja', 'utf8');

it('takes the template of the checkpoint', async () => {
  expect(await why(OWN)).toBeUndefined();
});

it.each([
  ['is no Jinja', '{% for %} <|image_pad|>', 'The chat template fails with "Unexpected token'],
  ['shows one of two images', '<|image_pad|>{{ messages[0].content[2].text }}', 'a prompt shows 1 images where 2'],
  ['shows no text', '<|image_pad|><|image_pad|>', 'the reward token must stand in each prompt once'],
  [
    'shows the text twice',
    '<|image_pad|><|image_pad|>{% for m in messages + messages %}{{ m.content[2].text }}{% endfor %}',
    'the reward token must stand in each prompt once',
  ],
])('refuses a template that %s', async (_, template, message) => {
  expect(await why(template)).toContain(message);
});
