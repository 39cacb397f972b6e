/** What a report has to say of the judgements that its figures rest on. */
import type { JudgementCounts } from '../core/dataset/judgement.ts';

/** "40 understood, 60 absent, 3 not understood". */
export function judgementCountsText({
  understood,
  layout = 0,
  scores = 0,
  absent,
  assumed,
  unreadable,
  unknown,
}: JudgementCounts): string {
  const parts = [
    [understood, 'understood'],
    [layout, 'by the layout of the dataset'],
    [scores, 'by scores of the first dimension'],
    [assumed, 'assumed'],
    [unknown, 'of unknown origin'],
    [absent, 'absent'],
    [unreadable, 'not understood'],
  ] as const;
  const named = parts.filter(([count], k) => k === 0 || count > 0).map(([count, what]) => `${written(count)} ${what}`);
  return named.join(', ');
}

/** Whether no item holds a word of a judgement: then nothing is to be said of people. */
export function isUnjudged({ absent, ...others }: JudgementCounts): boolean {
  return absent > 0 && Object.values(others).every((count) => count === 0);
}

/** Of figures that rest on what the layout of the dataset says, on what; a sentence. */
export function layoutNotes(counts: JudgementCounts): string[] {
  const { layout = 0 } = counts;
  if (layout === 0) return [];
  return [
    `In ${shareOf(layout, judged(counts))} the first picture is the preferred one because the dataset ` +
      "has the layout of HPDv3's files, all of which put it first.",
  ];
}

/** How many items have an order or a score, whoever gave it. */
function judged({ understood, layout = 0, scores = 0, assumed, unknown }: JudgementCounts): number {
  return understood + layout + scores + assumed + unknown;
}

/** Of figures that rest on more than what people said, on what; a sentence each. */
export function assumptionNotes(counts: JudgementCounts): string[] {
  const { assumed, unknown, scores = 0 } = counts;
  const all = judged(counts);
  const notes: string[] = [];
  if (assumed > 0) {
    notes.push(
      `In ${shareOf(assumed, all)} nothing says which edit is better. The first one counts as preferred, as was chosen; ` +
        'no person is known to have judged so.',
    );
  }
  if (scores > 0) {
    notes.push(
      `In ${shareOf(scores, all)} nothing says which edit is better as a whole. The one with the higher score of the first ` +
        'dimension counts as preferred, as was chosen, and equal scores count as a tie.',
    );
  }
  if (unknown > 0) {
    notes.push(
      `In ${shareOf(unknown, all)} perhaps nobody said which edit is better. These results are of an earlier version, and it ` +
        'took the first edit for the preferred one where nothing was said. Open the dataset again to find out.',
    );
  }
  return notes;
}

/** Whose order figures and leaderboards are by. */
export function judgesOf({ understood, layout = 0, scores = 0, assumed, unknown }: JudgementCounts): string {
  if (unknown > 0) return 'people, as far as is known';
  const chosen = [
    ...(scores > 0 ? ['the scores of the first dimension'] : []),
    ...(assumed > 0 ? ['the place of the edits'] : []),
  ];
  if (chosen.length === 0) return 'people';
  if (understood + layout === 0) return chosen.join(' and ');
  return `people and, where nothing is said, ${chosen.join(' or ')}`;
}

/** Why there is no figure: "60 items hold no judgement and 3 one that was not understood". Undefined when none lacks one. */
export function missingJudgements({ absent, unreadable }: JudgementCounts): string | undefined {
  if (absent === 0) return unreadable === 0 ? undefined : `${items(unreadable)} a judgement that was not understood`;
  const others = unreadable === 0 ? '' : ` and ${written(unreadable)} one that was not understood`;
  return `${items(absent)} no judgement${others}`;
}

function items(count: number): string {
  return count === 1 ? '1 item holds' : `${written(count)} items hold`;
}

function shareOf(count: number, all: number): string {
  if (all === 1) return 'the one judged item';
  return `${count === all ? 'all' : `${written(count)} of`} ${written(all)} judged items`;
}

function written(count: number): string {
  return count.toLocaleString('en');
}
