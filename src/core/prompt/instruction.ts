import { EditRewardError } from '../errors.ts';
import type { TextName } from '../task.ts';

/**
 * In UTF-16 units, as a text field's `maxlength` counts. This is about 2,500 tokens of English, several times what both
 * images take. A longer text is a pasted document, not an instruction. Each token costs 100 KB of keys and values in a
 * 7B.
 */
export const MAX_INSTRUCTION_CHARACTERS = 10_000;

/** The instruction holds a token that steers the model instead of being read as text. */
export class SpecialTokenError extends EditRewardError {
  override readonly name = 'SpecialTokenError';
  override readonly kind = 'text';
  constructor(token: string, text: TextName) {
    super(
      `The ${text} contains ${token}, which has a meaning of its own to this model. Remove it or write it another way.`,
    );
  }
}

/** The instruction is longer than {@link MAX_INSTRUCTION_CHARACTERS}. */
export class InstructionTooLongError extends EditRewardError {
  override readonly name = 'InstructionTooLongError';
  override readonly kind = 'text';
  constructor(length: number, text: TextName) {
    super(
      `The ${text} has ${length.toLocaleString('en')} characters; at most ` +
        `${MAX_INSTRUCTION_CHARACTERS.toLocaleString('en')} are allowed. Shorten it.`,
    );
  }
}

/**
 * Refuses an instruction that cannot be scored: see {@link SpecialTokenError} and {@link InstructionTooLongError}.
 * `text` is the model's word for it. The text itself is never changed. The tokenizer does the Unicode normalisation, so
 * ids match the official ones.
 */
export function checkInstruction(instruction: string, specialTokens: readonly string[], text: TextName): void {
  if (instruction.length > MAX_INSTRUCTION_CHARACTERS) throw new InstructionTooLongError(instruction.length, text);
  const token = specialTokens.find((special) => instruction.includes(special));
  if (token !== undefined) throw new SpecialTokenError(token, text);
}
