import { EditRewardError } from '../errors.ts';

/** The prompts, chat template and tokenizer of a model package do not fit together. */
export class PromptTemplateError extends EditRewardError {
  override readonly name = 'PromptTemplateError';
  override readonly kind = 'package';
  /** A part of a sentence. */
  readonly what: string;
  constructor(what: string) {
    super(`The model package's prompts cannot be used: ${what}. Convert the checkpoint again.`);
    this.what = what;
  }
}
