import { formatCountOf } from '../../core/formatNumbers.ts';
import { type Ballot, isFull, type SetBallot } from './ballot.ts';

/** Where a ballot is: "Pair 2 of 6: which one is better?" */
export function ballotText(ballot: Ballot): string {
  if (ballot.kind === 'set') return setText(ballot);
  const { questions, answers } = ballot;
  if (isFull(ballot)) return `You have voted on ${formatCountOf(questions.length, 'pair')}.`;
  return `Pair ${answers.length + 1} of ${questions.length}: which one is better?`;
}

function setText(ballot: SetBallot): string {
  const { places, joins, order } = ballot;
  if (isFull(ballot)) return `You have ranked ${formatCountOf(order.length, 'picture')}.`;
  const placed = places.flat().length;
  if (placed === 0) return 'Which picture is the best?';
  const which = joins ? `Which one is as good as picture ${lastPlaced(ballot)}?` : 'Which one is the next best?';
  return `${placed} of ${order.length} ranked. ${which}`;
}

function lastPlaced({ places, order }: SetBallot): number {
  return 1 + order.indexOf(places.at(-1)?.at(-1) ?? -1);
}
