import type { KeyboardEvent } from 'react';
import { answer, type Answer, type Ballot, place, takeBack, toggleJoin } from './ballot.ts';

const ANSWERS: Readonly<Record<string, Answer>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowDown: 'tie',
  '1': 'left',
  '2': 'right',
  t: 'tie',
};

/** The ballot after a key; undefined for a key that says nothing to it. */
export function afterKey(ballot: Ballot, key: string): Ballot | undefined {
  if (key === 'Backspace') return takeBack(ballot);
  if (ballot.kind === 'pairs') {
    const given = ANSWERS[key] ?? ANSWERS[key.toLowerCase()];
    return given && answer(ballot, given);
  }
  if (key.toLowerCase() === 't') return toggleJoin(ballot);
  const index = /^[1-9]$/.test(key) ? ballot.order[Number(key) - 1] : undefined;
  return index === undefined ? undefined : place(ballot, index);
}

/** What the keys do over the whole dialog. */
export function useBallotKeys(
  ballot: Ballot,
  onBallot: (ballot: Ballot) => void,
  onFinish: () => void,
): (event: KeyboardEvent) => void {
  return (event) => {
    const { key, target } = event;
    // A held key would answer pairs that nobody has seen.
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (key === 'Enter' && !(target instanceof HTMLButtonElement)) return onFinish();
    const next = afterKey(ballot, key);
    if (!next) return;
    event.preventDefault();
    onBallot(next);
  };
}
