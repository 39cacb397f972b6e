/** What a comparison of two runs says, in sentences. */
import { formatCount, formatCountOf } from '../../core/formatNumbers.ts';
import { fraction, percentage } from '../estimateText.ts';
import type { PairedAccuracy } from './compareRuns.ts';
import type { ComparedRuns } from './comparisonReport.ts';

export function comparisonSentences(compared: ComparedRuns, names: readonly string[]): string[] {
  const [first = '', second = ''] = compared.runs.map((run) => names[run]);
  return [
    ...agreementSentences(compared, first, second),
    ...(compared.pairs ? [accuracySentence(compared.pairs, compared.judges, first, second)] : []),
    ...joinSentences(compared, first, second),
  ];
}

function agreementSentences({ tau, edits }: ComparedRuns, first: string, second: string): string[] {
  if (tau.count === 0) {
    const what = edits?.joined === 0 || !edits ? 'share no pair of edits' : 'share no two edits of one source';
    return [`${first} and ${second} ${what}: how alike they order them cannot be said.`];
  }
  const of = formatCountOf(tau.count, 'pair');
  if (tau.value === undefined) return [`${first} or ${second} tells none of ${of} apart.`];
  return [`${first} and ${second} order ${of} of edits alike by a tau-b of ${fraction(tau.value, tau.interval)}.`];
}

/**
 * In so many sources at least two runs must differ for their difference to be called clear. Of fewer all may be of one direction
 * by chance, at 5% (the sign test), and there the bootstrap's interval is too narrow.
 */
const LEAST_DIFFERING = 6;

function accuracySentence(
  { first, second, difference, differing }: PairedAccuracy,
  judges: string,
  one: string,
  other: string,
): string {
  const { value = 0, interval, count } = difference;
  const shares =
    `${one} agrees with ${judges} on ${percentage(first.value, undefined)} of ${formatCountOf(count, 'pair')}, ` +
    `${other} on ${percentage(second.value, undefined)}.`;
  if (!interval) return `${shares} All are of one source: nothing says how far the difference may be chance.`;
  const isClear = differing >= LEAST_DIFFERING && (interval.low > 0 || interval.high < 0);
  return `${shares} The difference of ${pointsText(value, interval)} is ${isClear ? 'clear' : 'not clear'}.`;
}

/** "3.2 points (−0.5 to 6.9)" */
export function pointsText(value: number | undefined, interval: PairedAccuracy['difference']['interval']): string {
  return percentage(value, interval).replace('%', ' points').replaceAll('-', '−');
}

function joinSentences({ edits, leftOut, contradicted }: ComparedRuns, first: string, second: string): string[] {
  const notes: string[] = [];
  const [ofFirst, ofSecond] = edits?.alone ?? [0, 0];
  if (edits && ofFirst + ofSecond > 0) {
    const alone = `${formatCount(ofFirst)} of ${first} and ${formatCount(ofSecond)} of ${second}`;
    notes.push(`${formatCountOf(edits.joined, 'edit')} are in both. Not joined: ${alone}.`);
  }
  if (edits && edits.otherPictures > 0) {
    notes.push(`Of those, ${formatCountOf(edits.otherPictures, 'edit')} have the same name and other pictures.`);
  }
  if (leftOut > 0)
    notes.push(`${formatCountOf(leftOut, 'edit')} are of sources with too many edits to compare each two.`);
  if (contradicted > 0) {
    notes.push(`Of ${formatCountOf(contradicted, 'pair')} the two name different judgements: no figure counts them.`);
  }
  return notes;
}

/** What has to be known of all of these figures. */
export const COMPARISON_METHOD =
  'Edits are joined by the digests of their pictures, or else by their names. Tau-b counts each two edits of one source and ' +
  'instruction; accuracies are over pairs that people ordered, where equal rewards and answers without a verdict are not right. ' +
  'Intervals are 95%, by the bootstrap over sources; that of a difference draws both runs together. A difference ' +
  'that fewer than six sources decide is not called clear.';
