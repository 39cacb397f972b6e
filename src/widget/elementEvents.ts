import { EditRewardError } from '../core/errors.ts';
import type { WidgetChoice } from './choice.ts';
import type { WidgetProgress, WidgetResult } from './widgetState.ts';

/** The events of `<edit-reward>`. None of them bubbles. */
export interface EditRewardEventMap {
  progress: CustomEvent<WidgetProgress>;
  score: CustomEvent<WidgetResult>;
  choose: CustomEvent<WidgetChoice>;
  error: CustomEvent<EditRewardError>;
}

/** There is nothing to score yet. */
export class NothingToScoreError extends EditRewardError {
  override readonly name = 'NothingToScoreError';
  constructor() {
    super(
      'There is nothing to score: <edit-reward> needs at least one candidate, and a source where the model judges edits.',
    );
  }
}
