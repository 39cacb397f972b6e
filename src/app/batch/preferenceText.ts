import type { DatasetKind } from '../../core/dataset/datasetItem.ts';
import { kindWords } from '../../core/dataset/kindWords.ts';
import { countDecided, type OpenPairs, type Preference } from '../../core/dataset/preference.ts';
import { formatCount } from '../../core/formatNumbers.ts';

interface OpenQuestion {
  readonly open: OpenPairs;
  /** Items that hold a judgement. */
  readonly judged: number;
  /** Undefined until something is chosen. */
  readonly chosen: Preference | undefined;
  readonly kind: DatasetKind;
}

/** What is asked of pairs of which nobody says which edit is better, and what the choice does to them. */
export function preferenceText({ open, judged, chosen = 'none', kind }: OpenQuestion): string {
  const { one } = kindWords(kind);
  const all = open.bare + open.withScores;
  const others = judged === 0 ? '' : ` (${formatCount(judged)} ${judged === 1 ? 'does' : 'do'})`;
  const start = `${pairs(all)} ${all === 1 ? 'does' : 'do'} not say which ${one} is better${others}`;
  const decided = countDecided(open, chosen);
  if (decided === 0) return `${start}, so no figure counts ${all === 1 ? 'it' : 'them'}. Which ${one} is preferred?`;
  const which = chosen === 'path1' ? `the first ${one}` : `the ${one} with the higher score of the first dimension`;
  const where = decided === all ? (all === 1 ? 'In it' : 'In them') : `In ${formatCount(decided)} of them`;
  return `${start}. ${where} ${which} counts as the preferred one, and every report and export says so.`;
}

function pairs(count: number): string {
  return count === 1 ? '1 pair' : `${formatCount(count)} pairs`;
}

interface Answer {
  readonly answer: Preference;
  readonly label: string;
}

/** What may be answered, the way that assumes nothing first. */
export function preferenceAnswers({ withScores }: OpenPairs, kind: DatasetKind): readonly Answer[] {
  const { one } = kindWords(kind);
  const whose = kind === 'edits' ? "EditReward's training files" : "HPDv3's files";
  const ofScores: Answer = {
    answer: 'scores',
    label: 'The one with the higher first score, as in GenAI-Bench and AURORA',
  };
  return [
    { answer: 'none', label: 'Nobody said' },
    { answer: 'path1', label: `The first ${one}, as in ${whose}` },
    ...(withScores > 0 ? [ofScores] : []),
  ];
}
