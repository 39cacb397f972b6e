import { describe, expect, it } from 'vitest';
import { memoryFolder } from '../testing/memoryFolder.ts';
import { downloadPrompts, parsePromptJson, promptSourceUrl, readPrompts } from './promptSource.ts';
import { editReward } from './rewards/editReward.ts';
import { hpsv3 } from './rewards/hpsv3.ts';

// Of the structure of the official files; the texts are made up.
const promptsPy = `INSTRUCTION_EDIT_FOLLOWING = """
Was "the instruction" followed?  \nText - {text_prompt}
"""

INSTRUCTION_EDIT_QUALITY = """
Does it look right?
{text_prompt}
"""

# INSTRUCTION_EDIT_FOLLOWING = """
# An older text - {text_prompt}
# """
`;
const collatorPy = `import os
from prompts import (
    INSTRUCTION_EDIT_FOLLOWING,
)

prompt_with_special_token = """
Rate: <|Reward|>

END
"""

prompt_without_special_token = """
Rate:
"""

class Collator:
    """It's not a prompt."""
`;
const texts = {
  reward: 'editReward',
  templates: ['\nWas "the instruction" followed?  \nText - {text_prompt}\n', '\nDoes it look right?\n{text_prompt}\n'],
  suffix: '\nRate: <|Reward|>\n\nEND\n',
};

const flat = (prompts: string, collator = collatorPy) =>
  readPrompts(memoryFolder('folder', { 'prompts.py': prompts, 'data_collator_qwen_edit.py': collator }), editReward);

describe('readPrompts', () => {
  it('reads the two files side by side, and knows that they are not the official ones', async () => {
    expect(await flat(promptsPy)).toEqual({ texts, verified: false });
  });

  it('reads them from a clone', async () => {
    const clone = memoryFolder('EditReward', {
      'EditReward/dataset/prompts.py': promptsPy,
      'EditReward/dataset/data_collator_qwen_edit.py': collatorPy,
    });
    expect((await readPrompts(clone, editReward)).texts).toEqual(texts);
  });

  it.each(['\r\n', '\r'])('reads line ends %j as Python does', async (lineEnd) => {
    const [prompts, collator] = [promptsPy, collatorPy].map((text) => text.replaceAll('\n', lineEnd));
    expect((await flat(prompts ?? '', collator)).texts).toEqual(texts);
  });

  it('reads over a byte order mark, as Python does', async () => {
    expect((await flat(`\ufeff${promptsPy}`)).texts).toEqual(texts);
    expect((await flat(`\ufeffINSTRUCTION_EDIT_QUALITY = "{text_prompt}"\n${promptsPy}`)).texts).toEqual(texts);
  });

  it.each(['latin-1', 'cp1252'])('refuses a file that says that it is in %s', async (encoding) => {
    const named = `#!/usr/bin/python\n# -*- coding: ${encoding} -*-\n${promptsPy}`;
    await expect(flat(named)).rejects.toThrow(`prompts.py says that it is in ${encoding}`);
    expect((await flat(`# -*- coding: utf-8 -*-\n${promptsPy}`)).texts).toEqual(texts);
  });

  it('refuses bytes that are no UTF-8, and names what is no Python at all', async () => {
    const files = { 'prompts.py': new Uint8Array([0x41, 0xe9]), 'data_collator_qwen_edit.py': collatorPy };
    await expect(readPrompts(memoryFolder('folder', files), editReward)).rejects.toThrow(
      'prompts.py is not UTF-8 text',
    );
    await expect(flat('<!DOCTYPE html><html></html>')).rejects.toThrow('prompts.py is an HTML page');
  });

  it('names a missing file', async () => {
    await expect(readPrompts(memoryFolder('folder', { 'prompts.py': promptsPy }), editReward)).rejects.toMatchObject({
      name: 'PromptSourceError',
      file: 'data_collator_qwen_edit.py',
    });
  });

  it.each([
    [
      'a missing constant',
      promptsPy.replaceAll('INSTRUCTION_EDIT_QUALITY', 'OTHER'),
      'INSTRUCTION_EDIT_QUALITY is missing',
    ],
    ['an f-string', promptsPy.replace('= """', '= f"""'), 'INSTRUCTION_EDIT_FOLLOWING is not one plain string'],
    ['another placeholder', promptsPy.replace('Text', '{style}'), 'braces other than {text_prompt}'],
    ['an escaped brace', promptsPy.replace('Text', '{{style}}'), 'braces other than {text_prompt}'],
    ['no placeholder', promptsPy.replaceAll('{text_prompt}', ''), 'must hold {text_prompt}'],
    ['a reward token in a template', promptsPy.replace('Text', '<|Reward|>'), 'no <|Reward|>'],
  ])('refuses %s', async (_, prompts, message) => {
    await expect(flat(prompts)).rejects.toMatchObject({ name: 'PromptSourceError', file: 'prompts.py' });
    await expect(flat(prompts)).rejects.toThrow(message);
  });

  it.each([
    ['no', ''],
    ['two', '<|Reward|><|Reward|>'],
  ])('refuses a suffix with %s reward token', async (_, tokens) => {
    await expect(flat(promptsPy, collatorPy.replace('<|Reward|>', tokens))).rejects.toThrow('exactly once');
  });
});

const json = (suffix: string) =>
  JSON.stringify({ instruction_following: texts.templates[0], visual_quality: texts.templates[1], suffix });

describe('parsePromptJson', () => {
  it('reads the three texts', () => {
    expect(parsePromptJson(json(texts.suffix))).toEqual(texts);
  });

  it('reads over a byte order mark and line ends, and keeps those that the texts hold', () => {
    const written = json('a\r\n<|Reward|>').replaceAll(',', ',\r\n');
    expect(parsePromptJson(`\ufeff${written}`)).toEqual({ ...texts, suffix: 'a\r\n<|Reward|>' });
  });

  it.each(['{', '[]', '{"suffix": "<|Reward|>"}', json('no token')])('refuses %s', (text) => {
    expect(() => parsePromptJson(text)).toThrow(
      expect.objectContaining({ name: 'PromptSourceError', file: 'prompts.json' }),
    );
  });
});

it('refuses a download that differs from its digest', async () => {
  const asked: string[] = [];
  const download = downloadPrompts(editReward, async (url) => {
    asked.push(url);
    return promptsPy;
  });
  await expect(download).rejects.toMatchObject({ name: 'PromptSourceError', file: 'prompts.py' });
  expect(asked).toEqual([promptSourceUrl(editReward.prompts, 'prompts.py')]);
  expect(asked[0]).toMatch(/^https:.*\/edb027edde6080b8a9521ef8e87049b3797f8374\/EditReward\/dataset\/prompts\.py$/);
});

describe('prompts of one template', () => {
  const collator = `INSTRUCTION = """
Rate the picture. \nText - {text_prompt}


"""

prompt_with_special_token = """
Overall: <|Reward|>.
"""
`;
  const one = {
    reward: 'hpsv3',
    templates: ['\nRate the picture. \nText - {text_prompt}\n\n\n'],
    suffix: '\nOverall: <|Reward|>.\n',
  };

  it('come from one file of a clone, spaces at ends of lines and empty lines kept', async () => {
    const clone = memoryFolder('HPSv3', { 'hpsv3/dataset/data_collator_qwen.py': collator });
    expect(await readPrompts(clone, hpsv3)).toEqual({ texts: one, verified: false });
  });

  it('come from JSON with other keys', () => {
    expect(parsePromptJson(JSON.stringify({ instruction: one.templates[0], suffix: one.suffix }))).toEqual(one);
  });

  it('are pinned as well', async () => {
    const download = downloadPrompts(hpsv3, async (url) => url);
    await expect(download).rejects.toThrow(
      'https://raw.githubusercontent.com/MizzenAI/HPSv3/014a9cc472888f50fd601962d092bffa35de9ef0/hpsv3/dataset/' +
        'data_collator_qwen.py is not the file that was expected: its SHA-256 differs. Clone MizzenAI/HPSv3 and give its ' +
        'folder instead.',
    );
  });
});
