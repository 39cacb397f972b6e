/** How a column's values are to be read. */
export type JudgementMeaning =
  /** The place of each edit: "A>B", [1, 2], {"A": 1, "B": 2}. */
  | 'ranks'
  /** What people chose: "A>B", "leftvote", "path2", or several of these. */
  | 'votes'
  /** Which of two edits people did not choose. */
  | 'losers'
  /** An order such as "A>B" alone, as other things have that name too. */
  | 'orders'
  /** How many people chose each of two edits; see `readChoices`. */
  | 'choices'
  /** Whether it is a tie. */
  | 'tie'
  /** The name says that people judged, and what it says is not known. */
  | 'unknown';

export interface JudgementColumn {
  readonly meaning: JudgementMeaning;
  /** What cannot be understood in it spoils the row. Otherwise it does only where nothing else says more. */
  readonly decides: boolean;
}

const MEANINGS: readonly (readonly [JudgementMeaning, boolean, readonly string[]])[] = [
  ['ranks', true, ['ranking', 'rankings', 'ranks', 'human_ranking', 'human_rankings', 'human_ranks']],
  ['votes', true, ['human_vote', 'human_votes', 'vote', 'votes', 'vote_type', 'winner', 'preferred']],
  ['votes', true, ['preference', 'preferences', 'human_preference', 'human_preferences']],
  ['tie', true, ['tie_case', 'tie', 'is_tie']],
  ['ranks', false, ['rank', 'human_rank']],
  ['votes', false, ['chosen', 'choice', 'human_choice', 'better', 'best', 'verdict', 'judgement', 'judgment']],
  ['losers', false, ['rejected', 'loser', 'worse', 'worst']],
  ['orders', false, ['label', 'human_label']],
  ['choices', false, ['choice_dist']],
];

const KNOWN = new Map(
  MEANINGS.flatMap(([meaning, decides, names]) => names.map((name) => [squashed(name), { meaning, decides }] as const)),
);
const UNKNOWN: JudgementColumn = { meaning: 'unknown', decides: false };

/** In the name of a column that holds what people said. */
const WORDS =
  /^(vot(e|es|ed|ing)|rank(s|ed|ing|ings)?|prefer(s|red|ence|ences)?|prefs?|winners?|wins?|won|chosen|choices?|better|best|worse|worst|losers?|picks?|picked|judge(d|ment|ments)?|judgments?|verdicts?|labels?|ties?|confidence|rejected|selected|favou?rite|ratings?|annotations?|decisions?|elo)$/;
/** They say so wherever they stand: readers of files may have taken capitals away. */
const STEMS = /vote|prefer|ranking|winner|chosen|choice|judge?ment|verdict|confidence/;
/** Behind those in the name of a column about the judgement that does not hold it: a vote's time, and not a user's vote. */
const ABOUT = /^(ids?|uuid|time|timestamp|date|url|users?|annotators?|version|seed)$/;
/** Scores of several edits or dimensions, and what is called after people. */
const SCORES =
  /^((model|path|image|edit|candidate)_?\d+_\w*score|(left|right)_\w*score|((human|overall|mean|avg|mos)_)*(score|mos)_?\d+|scores|human_(scores?|answers?|eval|evaluation|feedback))$/;

/** How pandas calls a column whose name stands twice. */
const SECOND = /\.\d+$/;

/** Kept for as many names as files have. A file with new names in each row is read without it. */
const MAX_KEPT = 10_000;
const kept = new Map<string, JudgementColumn | undefined>();

/** What a column of this name says of people's judgement; undefined when it says nothing of it. */
export function judgementColumn(name: string): JudgementColumn | undefined {
  if (kept.has(name)) return kept.get(name);
  const found = findColumn(snakeCase(name.replace(SECOND, '')));
  if (kept.size < MAX_KEPT) kept.set(name, found);
  return found;
}

function findColumn(name: string): JudgementColumn | undefined {
  const known = KNOWN.get(squashed(name));
  if (known) return known;
  // "rating1" and "rank_2" are a rating and a rank.
  const words = name.split('_').map((word) => word.replace(/(?<=\p{L})\d+$/u, ''));
  const isAbout = words.slice(1 + words.findLastIndex(saysJudgement)).some((word) => ABOUT.test(word));
  const isOfPeople = SCORES.test(name) || STEMS.test(squashed(name)) || words.some(saysJudgement);
  return isOfPeople && !isAbout ? UNKNOWN : undefined;
}

function saysJudgement(word: string): boolean {
  return WORDS.test(word) || STEMS.test(word);
}

function squashed(name: string): string {
  return name.replaceAll('_', '');
}

/** "Human Vote", "humanVote" and "human-vote" are "human_vote". */
function snakeCase(name: string): string {
  return name
    .trim()
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_|_$/g, '');
}
