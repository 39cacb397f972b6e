import { formatCountOf } from '../core/formatNumbers.ts';

/** Who judged, and what of it is in no figure. */
export interface JudgeFacts {
  readonly name: string;
  /** Pairs without any answer. */
  readonly unanswered: number;
  /** Answers without a verdict, which are not right. */
  readonly unclear: number;
}

/** What has to be known of all figures of a judge. */
export function judgeNote({ unanswered, unclear }: JudgeFacts): string {
  const notes = ['The judge says itself which edits are alike.'];
  if (unclear > 0) {
    notes.push(
      `${formatCountOf(unclear, 'answer')} ${unclear === 1 ? 'holds' : 'hold'} no verdict, which is not right.`,
    );
  }
  if (unanswered > 0) {
    const [have, are] = unanswered === 1 ? ['has', 'is'] : ['have', 'are'];
    notes.push(`${formatCountOf(unanswered, 'pair')} ${have} no answer and ${are} not counted.`);
  }
  return notes.join(' ');
}
