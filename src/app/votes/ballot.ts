import type { Ranking } from '../../core/votes/vote.ts';
import { Random } from '../../evaluation/statistics/random.ts';

/** Two pictures side by side, by their places among the candidates. */
export interface Question {
  readonly left: number;
  readonly right: number;
}

export type Answer = 'left' | 'tie' | 'right';

/** Pairs of pictures, one after the other. */
export interface PairBallot {
  readonly kind: 'pairs';
  readonly questions: readonly Question[];
  /** In the order of the questions. */
  readonly answers: readonly Answer[];
}

/** All pictures at once, of which one after the other is given its place, the best first. */
export interface SetBallot {
  readonly kind: 'set';
  /** The candidates as they are shown. */
  readonly order: readonly number[];
  /** The best first; those of one place are tied. */
  readonly places: readonly (readonly number[])[];
  /** The next one joins the last place. */
  readonly joins: boolean;
}

export type Ballot = PairBallot | SetBallot;

/**
 * Every pair of `count` pictures once, in rounds in which each picture stands at most once: so all are seen alike often,
 * whenever one stops. What stands where is drawn by `seed`.
 */
export function pairBallot(count: number, seed: number): PairBallot {
  const random = new Random(seed);
  const rounds = roundsOf(random.shuffled([...Array(count).keys()]));
  const questions = random.shuffled(rounds).flatMap((round) => random.shuffled(round));
  const turned = questions.map(([a, b]) =>
    random.integer(0, 1) === 0 ? { left: a, right: b } : { left: b, right: a },
  );
  return { kind: 'pairs', questions: turned, answers: [] };
}

/** As in a tournament: one stands still, the others move around it. Of an odd number one rests in each round. */
function roundsOf(players: readonly number[]): (readonly [number, number])[][] {
  const seats: readonly (number | undefined)[] = players.length % 2 === 0 ? players : [...players, undefined];
  const [first, ...moving] = seats;
  return moving.map((_, turn) => {
    const round = [first, ...moving.slice(turn), ...moving.slice(0, turn)];
    return round.slice(0, seats.length / 2).flatMap((one, k): (readonly [number, number])[] => {
      const other = round.at(-1 - k);
      return one === undefined || other === undefined ? [] : [[one, other]];
    });
  });
}

export function setBallot(count: number, seed: number): SetBallot {
  return { kind: 'set', order: new Random(seed).shuffled([...Array(count).keys()]), places: [], joins: false };
}

export function answer(ballot: PairBallot, given: Answer): PairBallot {
  return isFull(ballot) ? ballot : { ...ballot, answers: [...ballot.answers, given] };
}

/** Gives a candidate the next place, or the last one beside those that have it. */
export function place(ballot: SetBallot, candidate: number): SetBallot {
  const { places, joins } = ballot;
  if (places.flat().includes(candidate)) return ballot;
  const last = joins ? (places.at(-1) ?? []) : [];
  const before = joins ? places.slice(0, -1) : places;
  return { ...ballot, places: [...before, [...last, candidate]], joins: false };
}

/** The next one is tied with the last; there must be one. */
export function toggleJoin(ballot: SetBallot): SetBallot {
  return { ...ballot, joins: !ballot.joins && ballot.places.length > 0 };
}

/** Takes the latest answer or place back. */
export function takeBack(ballot: Ballot): Ballot {
  if (ballot.kind === 'pairs') return { ...ballot, answers: ballot.answers.slice(0, -1) };
  const [rest, last = []] = [ballot.places.slice(0, -1), ballot.places.at(-1)];
  const places = last.length > 1 ? [...rest, last.slice(0, -1)] : rest;
  return { ...ballot, places, joins: false };
}

export function hasAnswer(ballot: Ballot): boolean {
  return (ballot.kind === 'pairs' ? ballot.answers : ballot.places).length > 0;
}

/** Nothing is left to be asked. */
export function isFull(ballot: Ballot): boolean {
  if (ballot.kind === 'pairs') return ballot.answers.length === ballot.questions.length;
  return ballot.places.flat().length === ballot.order.length;
}

/** There is something to be kept: of pairs those that were answered, of a set the whole. */
export function canFinish(ballot: Ballot): boolean {
  return ballot.kind === 'pairs' ? ballot.answers.length > 0 : isFull(ballot);
}

const RANKS: Readonly<Record<Answer, readonly number[]>> = { left: [1, 2], tie: [1, 1], right: [2, 1] };

/** What was said, each with the candidates that it is about. */
export function rankingsOf(ballot: Ballot): readonly Ranking[] {
  if (ballot.kind === 'set') return isFull(ballot) ? [rankingOfSet(ballot)] : [];
  return ballot.answers.flatMap((given, k) => {
    const question = ballot.questions[k];
    return question ? [{ candidates: [question.left, question.right], ranks: RANKS[given] }] : [];
  });
}

/** The same of a ballot that has not come to its end: of a set those that have a place, which may be kept as they are given. */
export function rankingsSoFar(ballot: Ballot): readonly Ranking[] {
  if (ballot.kind === 'pairs') return rankingsOf(ballot);
  return ballot.places.flat().length > 1 ? [rankingOfSet(ballot)] : [];
}

function rankingOfSet(ballot: SetBallot): Ranking {
  const candidates = ballot.places.flat().toSorted((a, b) => a - b);
  return { candidates, ranks: candidates.map((candidate) => rankOf(ballot, candidate) ?? NaN) };
}

/** Those of one place share a rank; the next one is one more than there are before it. Undefined without a place. */
export function rankOf({ places }: Pick<SetBallot, 'places'>, candidate: number): number | undefined {
  const at = places.findIndex((tied) => tied.includes(candidate));
  return at === -1 ? undefined : 1 + places.slice(0, at).flat().length;
}
