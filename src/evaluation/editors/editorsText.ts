/** What a comparison of editors says, in sentences. */
import type { EditorsReport } from './editorsReport.ts';
import type { EditorWords } from './editorWords.ts';
import { LEAST_SOURCES, type HeadToHead } from './headToHead.ts';

/** Who is best, or why that cannot be said; then the first against each other, and what has to be known of the figures. */
export function editorSentences(report: EditorsReport, words: EditorWords): string[] {
  const [first, ...others] = report.editors.map(({ editor }) => editor);
  if (first === undefined) return [];
  const pairs = report.pairs.filter((pair) => pair.first === first);
  const notes = editorNotes(report, words);
  if (others.length === 0) return [`Only one ${words.one} is named, ${first}: there is nothing to compare.`, ...notes];
  if (report.pairs.length === 0)
    return [`No two ${words.many} ${words.shared}: there is nothing to compare.`, ...notes];
  const met = new Set(pairs.map(({ second }) => second));
  const strangers = others.filter((other) => !met.has(other));
  return [
    headline(first, others, pairs, words),
    ...pairs.map((pair) => pairSentence(pair, words)),
    ...(strangers.length > 0 ? [`${first} shares no ${words.source} with ${namesText(strangers)}.`] : []),
    ...notes,
  ];
}

/** More than these are counted. */
const SHOWN_NAMES = 3;

/** "a, b and c" */
function namesText(names: readonly string[]): string {
  const more = names.length - SHOWN_NAMES;
  const shown = more > 1 ? [...names.slice(0, SHOWN_NAMES), `${more} others`] : names;
  return new Intl.ListFormat('en-GB').format(shown);
}

function headline(first: string, others: readonly string[], pairs: readonly HeadToHead[], words: EditorWords): string {
  const beaten = new Set(pairs.filter(({ verdict }) => verdict === 'first').map(({ second }) => second));
  const open = others.filter((other) => !beaten.has(other));
  if (open.length === 0) {
    const rest = others.length === 1 ? namesText(others) : `each of the ${others.length} others`;
    return `By reward, ${first} is the best ${words.one}: it is better than ${rest}.`;
  }
  return `By reward, ${first} is first, but not clearly better than ${namesText(open)}.`;
}

/** "A beats B on 14 of 20 sources (70%, 95% interval 48% to 86%): they cannot be told apart." */
export function pairSentence(pair: HeadToHead, words: EditorWords): string {
  const { first, second, wins, ties, losses, verdict } = pair;
  const count = wins + ties + losses;
  const on = count === 1 ? `the one ${words.source} that they share` : `${count.toLocaleString('en')} ${words.sources}`;
  if (ties === count) return `${first} and ${second} have equal rewards on ${count === 1 ? on : `all ${on}`}.`;
  const won = count === 1 ? `on ${on}` : `on ${Math.max(wins, losses).toLocaleString('en')} of ${on}`;
  const tied = ties === 0 ? '' : `, with ${ties === 1 ? '1 tie' : `${ties.toLocaleString('en')} ties`}`;
  const [better, worse] = wins >= losses ? [first, second] : [second, first];
  const fact = wins === losses ? `${first} and ${second} each win ${won}` : `${better} beats ${worse} ${won}`;
  return `${fact}${tied} (${shareText(pair, wins >= losses)})${verdict === 'unclear' ? doubt(count, words) : ''}.`;
}

function doubt(count: number, { source, sources }: EditorWords): string {
  if (count >= LEAST_SOURCES) return ': they cannot be told apart';
  return `: ${count === 1 ? `one ${source} is` : `${count} ${sources} are`} too few to tell them apart`;
}

/** "70%, 95% interval 48% to 86%", of the better one. */
function shareText({ share: { value = 0, interval } }: HeadToHead, ofFirst: boolean): string {
  const percent = (share: number) => `${(100 * (ofFirst ? share : 1 - share)).toFixed(0)}%`;
  if (!interval) return percent(value);
  const ends = [interval.low, interval.high].map(percent);
  return `${percent(value)}, 95% interval ${(ofFirst ? ends : ends.toReversed()).join(' to ')}`;
}

function editorNotes({ editors, sources, pairs, unnamed }: EditorsReport, words: EditorWords): string[] {
  const notes: string[] = [];
  if (pairs.length > 0 && editors.some(({ reward }) => reward.count < sources)) {
    notes.push(
      `Not all ${words.many} have a picture for every ${words.source}: mean rewards are of different ${words.sources}, ` +
        'while each two meet on those that they share.',
    );
  }
  if (unnamed > 0) {
    const pictures = unnamed === 1 ? `1 of the ${words.things}` : `${unnamed.toLocaleString('en')} ${words.things}`;
    notes.push(`Nothing says which ${words.one} made ${pictures}: no figure of ${words.many} counts them.`);
  }
  return notes;
}

/** What has to be known of all figures of editors. */
export function editorMethod({ one, counted, sources }: EditorWords): string {
  return (
    `${counted}, and a tie is half a win. Intervals are 95%, over ${sources}: Student's for means, Wilson's for ` +
    `shares of wins, the bootstrap for strengths. Each is of one ${one} or of one pair, so among many pairs a few differ by chance.`
  );
}
