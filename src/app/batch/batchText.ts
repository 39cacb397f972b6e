import {
  datasetKind,
  imagesOf,
  type DatasetItem,
  type DatasetKind,
  type RowProblem,
} from '../../core/dataset/datasetItem.ts';
import { countJudgements, judgementOf } from '../../core/dataset/judgement.ts';
import { likeProblems, linesText } from '../../core/dataset/likeProblems.ts';
import { capitalized, kindWords, whatChanged, type KindWords } from '../../core/dataset/kindWords.ts';
import { formatCount, formatCountOf, formatDuration } from '../../core/formatNumbers.ts';
import { groupBy } from '../../core/groupBy.ts';
import type { ReportedModel } from '../../core/score/scoreReport.ts';
import { modelName } from '../model/modelName.ts';
import { loadText, scoreStageText } from '../model/progressText.ts';
import type { BatchRun, countsOf, PictureCheck } from './batchState.ts';

/** What was understood of a dataset, in a few sentences: "120 items: 100 pairs, 20 sets of 3 edits." and what they have. */
export function understoodText(items: readonly DatasetItem[]): readonly string[] {
  const bySize = [...groupBy(items, ({ candidates }) => candidates.length)].toSorted(([a], [b]) => a - b);
  const kind = datasetKind(items);
  const isOfEdits = kind === 'edits';
  const what = kindWords(kind).one;
  const kinds = bySize.map(([size, its]) => `${formatCount(its.length)} ${kindOf(size, its.length, what)}`);
  const sources = new Set(items.map(({ source, instruction }) => source?.name ?? instruction)).size;
  return [
    `${formatCountOf(items.length, 'item')}: ${kinds.join(', ')}; ${formatCountOf(sources, isOfEdits ? 'source' : 'prompt')}.`,
    ...(isOfEdits ? [] : [NO_SOURCES]),
    `With ${fieldsOf(items).join(', ')}.`,
    ...unknownText(countJudgements(items).unknown),
  ];
}

/** Of a file without a row that can be used: also why, if that is the same of all. */
export function nothingText(problems: readonly RowProblem[]): string {
  const [kind, ...others] = likeProblems(problems);
  const why = kind && others.length === 0 ? ` ${capitalized(linesText(kind.lines))}: ${kind.message}` : '';
  return `No row of it was understood.${why}`;
}

const NO_SOURCES = 'There are no sources, so it needs a model that judges a picture by its prompt.';

function unknownText(unknown: number): string[] {
  if (unknown === 0) return [];
  const pairs = unknown === 1 ? '1 pair' : `${formatCount(unknown)} pairs`;
  return [
    `${pairs}: perhaps nobody said which edit is better. An earlier version of this page kept them, and it took the first edit ` +
      'for the preferred one where nothing was said. Open the dataset again to find out.',
  ];
}

function kindOf(size: number, howMany: number, what: string): string {
  const kind = size === 1 ? `single ${what}` : size === 2 ? 'pair' : 'set';
  return `${kind}${howMany === 1 ? '' : 's'}${size > 2 ? ` of ${size} ${what}s` : ''}`;
}

/** "rankings by people (12 of 20)", or without the count where all have it. */
function fieldsOf(items: readonly DatasetItem[]): string[] {
  const kind = datasetKind(items);
  const fields = [
    [`${kindWords(kind).text}s`, items.filter(({ instruction }) => instruction.trim() !== '')],
    [
      kind === 'edits' ? 'names of editors' : 'names of generators',
      items.filter(({ candidates }) => candidates.some(({ model }) => model !== undefined)),
    ],
    ['rankings by people', items.filter((item) => item.ranks !== undefined && judgementOf(item).kind === 'understood')],
    ['scores by people', items.filter(({ candidates }) => candidates.some((one) => one.humanScore !== undefined))],
    ['the preferred picture first, as in all of HPDv3', items.filter((item) => judgementOf(item).kind === 'layout')],
    ['confidences', items.filter(({ confidence }) => typeof confidence === 'number')],
    ['folders', items.filter(({ folder }) => folder !== undefined)],
    ['images inside the file', items.filter((item) => imagesOf(item)[0]?.kind === 'embedded')],
  ] as const;
  return fields
    .filter(([, having]) => having.length > 0)
    .map(([field, { length }]) =>
      length === items.length ? field : `${field} (${formatCount(length)} of ${formatCount(items.length)})`,
    );
}

const RUN_WORDS: Readonly<Partial<Record<BatchRun['kind'], string>>> = { paused: 'Paused: ', stopped: 'Cancelled: ' };

/** "Paused: 12 of 40 edits scored by editreward-nano q8, 1 failed." */
export function standingText(
  { total, scored, failed }: Omit<ReturnType<typeof countsOf>, 'left'>,
  { kind: run }: BatchRun,
  model: ReportedModel | undefined,
  kind: DatasetKind,
): string {
  const by = model && scored + failed > 0 ? ` by ${modelName(model, [])}` : '';
  const failures = failed > 0 ? `, ${formatCount(failed)} failed` : '';
  return `${RUN_WORDS[run] ?? ''}${formatCount(scored)} of ${formatCount(total)} ${kindWords(kind).many} scored${by}${failures}.`;
}

/** What is to be known of kept scores that are not known to be of the pictures that are there. */
export function checkNotes(check: PictureCheck, kind: DatasetKind = 'edits'): readonly string[] {
  const words = kindWords(kind);
  if (check.kind === 'running') return [];
  if (check.kind === 'unfinished') return [unfinishedNote(check, words)];
  const { changed, missing, unknown } = check;
  const notes: string[] = [];
  if (changed > 0) {
    notes.push(`${counts(changed, words, 'is', 'are')} scored again: ${whatChanged(changed, kind)} changed.`);
  }
  if (missing > 0) {
    notes.push(
      `${counts(missing, words, 'keeps its score', 'keep their scores')}. The pictures are not there now, so nothing tells whether they ` +
        'have changed.',
    );
  }
  if (unknown > 0) {
    notes.push(
      `${counts(unknown, words, 'was', 'were')} scored by an earlier version of this page. It did not note the pictures, so nothing ` +
        'tells whether they have changed.',
    );
  }
  return notes;
}

function unfinishedNote({ hidden }: { readonly hidden: number }, words: KindWords): string {
  return `${counts(hidden, words, 'has', 'have')} a score that is hidden until the pictures are compared. Scoring begins with that.`;
}

function counts(number: number, { one, many }: KindWords, ofOne: string, ofMany: string): string {
  return number === 1 ? `1 ${one} ${ofOne}` : `${formatCount(number)} ${many} ${ofMany}`;
}

type Running = Extract<BatchRun, { kind: 'running' }>;

/** "edit 13 of 40: comparing it with the instruction". */
export function batchRunText({ done, total, step, ending }: Running): string {
  if (ending) return 'stopping after this step';
  if (step?.reload) return `starting the model again: ${loadText(step.reload)}`;
  if (!step) return 'getting ready';
  const words = kindWords(step.request.source ? 'edits' : 'textToImage');
  const what = `${words.one} ${formatCount(Math.min(done + 1, total))} of ${formatCount(total)}`;
  return step.progress ? `${what}: ${scoreStageText(step.progress.stage, words.text)}` : `${what}: opening the images`;
}

/** A pace of so many edits, over so long, says something about the rest. */
const KNOWN_FROM_EDITS = 3;
const KNOWN_AFTER_MS = 3000;

/** "about 2 h left", or undefined while it is not known. */
export function batchTimeLeft({ startedAt, done, total, ending }: Running, now: number): string | undefined {
  const elapsedMs = now - startedAt;
  if (ending || done < KNOWN_FROM_EDITS || elapsedMs < KNOWN_AFTER_MS) return undefined;
  return `about ${formatDuration((elapsedMs / done) * (total - done))} left`;
}
