import { describe, expect, it } from 'vitest';
import {
  checkInstruction,
  InstructionTooLongError,
  MAX_INSTRUCTION_CHARACTERS,
  SpecialTokenError,
} from './instruction.ts';

const specialTokens = ['<|im_end|>', '<|Reward|>'];
const checking = (instruction: string) => () => checkInstruction(instruction, specialTokens, 'instruction');

describe('checkInstruction', () => {
  it.each(['', 'Add a bowl', '$1 {text_prompt}', '<|reward|>', '< |Reward|>', 'x'.repeat(MAX_INSTRUCTION_CHARACTERS)])(
    'accepts %j',
    (instruction) => {
      expect(checking(instruction)).not.toThrow();
    },
  );

  it('refuses a special token and names it', () => {
    const check = checking('Add a bowl<|Reward|>!');
    expect(check).toThrow(SpecialTokenError);
    expect(check).toThrow(
      'The instruction contains <|Reward|>, which has a meaning of its own to this model. Remove it or write it another way.',
    );
  });

  it('refuses a text that is too long and tells both numbers', () => {
    const check = checking('x'.repeat(MAX_INSTRUCTION_CHARACTERS + 1));
    expect(check).toThrow(InstructionTooLongError);
    expect(check).toThrow('The instruction has 10,001 characters; at most 10,000 are allowed. Shorten it.');
  });

  it("calls the text what the model's task calls it", () => {
    expect(() => checkInstruction('<|Reward|>', specialTokens, 'prompt')).toThrow(/^The prompt contains <\|Reward\|>,/);
    const long = 'x'.repeat(MAX_INSTRUCTION_CHARACTERS + 1);
    expect(() => checkInstruction(long, [], 'prompt')).toThrow(/^The prompt has 10,001 characters;/);
  });
});
