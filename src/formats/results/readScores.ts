import * as v from 'valibot';
import { at } from '../../core/at.ts';
import type { ByteSource } from '../../core/bytes/bytes.ts';
import {
  ABSENT,
  ASSUMED,
  BY_LAYOUT,
  BY_SCORES,
  judgementOf,
  UNDERSTOOD,
  UNKNOWN,
  type Judgement,
} from '../../core/dataset/judgement.ts';
import type { PictureDigests } from '../../core/dataset/pictureDigests.ts';
import type { ResultItem } from '../../core/dataset/resultItem.ts';
import { groupBy } from '../../core/groupBy.ts';
import { flatScoreSchema } from '../../core/score/flatScoreSchema.ts';
import type { CandidateScore } from '../../core/score/score.ts';
import { readLines, type TextLine } from './readLines.ts';
import { ResultsFileError, whatIsWrong } from './resultsFileError.ts';

const number = v.pipe(v.number(), v.finite());
const place = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Missing in files of version 0.1. */
const judgementKindSchema = v.picklist([
  'understood',
  'layout',
  'scores',
  'absent',
  'assumed',
  'unreadable',
  'unknown',
]);
const scoreLineSchema = v.object({
  line: place,
  candidate: place,
  instruction: v.string(),
  /** Text-to-image has none. */
  source: v.exactOptional(v.string()),
  edited: v.string(),
  model: v.exactOptional(v.string()),
  humanRank: v.exactOptional(place),
  humanScore: v.exactOptional(number),
  judgement: v.exactOptional(judgementKindSchema),
  judgementReason: v.exactOptional(v.string()),
  confidence: v.exactOptional(v.nullable(number)),
  votes: v.exactOptional(v.tuple([number, number])),
  folder: v.exactOptional(v.string()),
  category: v.exactOptional(v.string()),
  sourceSha256: v.exactOptional(v.string()),
  editedSha256: v.exactOptional(v.string()),
});

type NumberedLine = v.InferOutput<typeof scoreLineSchema> & {
  readonly number: number;
  readonly score: CandidateScore;
};

/** Reads `<name>_scores.jsonl`, one item after the other. Throws {@link ResultsFileError} and the errors of the source. */
export async function readScores(source: ByteSource, onRead?: (doneBytes: number) => void): Promise<ResultItem[]> {
  const lines: NumberedLine[] = [];
  for await (const line of readLines(source, onRead)) lines.push(parseLine(source.name, line));
  checkHeads(source.name, lines);
  return [...groupBy(lines, ({ line }) => line).values()].map((its) => itemOf(source.name, its));
}

function parseLine(file: string, { number: lineNumber, text }: TextLine): NumberedLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw wrong(file, lineNumber, 'it is not valid JSON. Perhaps the file was cut off', cause);
  }
  const parsed = v.safeParse(scoreLineSchema, value);
  if (!parsed.success) throw wrong(file, lineNumber, whatIsWrong(parsed.issues));
  const score = v.safeParse(flatScoreSchema, value);
  if (!score.success) throw wrong(file, lineNumber, whatIsWrong(score.issues));
  return { ...parsed.output, score: score.output, number: lineNumber };
}

/** A file is of one model, whose heads score every edit. */
function checkHeads(file: string, [first, ...others]: readonly NumberedLine[]): void {
  const headsOf = ({ score }: NumberedLine) => Object.keys(score.heads).toSorted().join(' and ');
  const expected = first && headsOf(first);
  const other = others.find((line) => headsOf(line) !== expected);
  if (!first || !other) return;
  const were = `those of line ${first.number} are ${expected}`;
  throw wrong(file, other.number, `its heads are ${headsOf(other)}, and ${were}`);
}

function itemOf(file: string, lines: readonly NumberedLine[]): ResultItem {
  const sorted = lines.toSorted((a, b) => a.candidate - b.candidate);
  checkLinesOfItem(file, sorted);
  const first = at(sorted, 0);
  const { source, confidence, votes, folder, category } = first;
  const item = {
    line: first.line,
    instruction: first.instruction,
    ...(source !== undefined && { source: { kind: 'file', name: source } as const }),
    ...(confidence !== undefined && { confidence }),
    ...(votes && { votes }),
    ...(folder !== undefined && { folder }),
    ...(category !== undefined && { category }),
    candidates: sorted.map(({ edited, model, humanScore }) => ({
      image: { kind: 'file', name: edited } as const,
      model,
      humanScore,
    })),
    ranks: first.humanRank === undefined ? undefined : sorted.map(({ humanRank = 0 }) => humanRank),
  };
  const judgement = judgementOf({ ...item, judgement: judgementIn(file, first) });
  const sha256 = sorted.map(digestsOf);
  const isKnown = sha256.some((one) => one !== undefined);
  return { item: { ...item, judgement }, scores: sorted.map(({ score }) => score), ...(isKnown && { sha256 }) };
}

function digestsOf({ sourceSha256: source, editedSha256: edited }: NumberedLine): PictureDigests | undefined {
  return source === undefined && edited === undefined ? undefined : { source, edited };
}

/** Whether lines of one item, in the order of its candidates, say the same of it. Throws {@link ResultsFileError}. */
function checkLinesOfItem(file: string, sorted: readonly NumberedLine[]): void {
  const first = at(sorted, 0);
  const misplaced = sorted.find(({ candidate }, k) => candidate !== k);
  if (misplaced) {
    throw wrong(
      file,
      misplaced.number,
      `candidate ${misplaced.candidate} of item ${misplaced.line} stands twice, or one before it is missing`,
    );
  }
  const unranked = sorted.find(({ humanRank }) => (humanRank === undefined) !== (first.humanRank === undefined));
  if (unranked) throw wrong(file, unranked.number, 'some edits of its item have a humanRank and some have none');
  const beyond = sorted.find(({ humanRank = 0 }) => humanRank > sorted.length);
  if (beyond) {
    const places = `its humanRank is ${beyond.humanRank}, and its item has ${sorted.length} of its edits`;
    throw wrong(file, beyond.number, `${places}: the lines of the others are missing`);
  }
  const unlike = sorted.find(({ judgement }) => judgement !== first.judgement);
  if (unlike) throw wrong(file, unlike.number, 'the edits of its item have different judgements');
  const sourceless = sorted.find(({ source }) => (source === undefined) !== (first.source === undefined));
  if (sourceless) throw wrong(file, sourceless.number, 'some edits of its item have a source and some have none');
  const about = aboutItem(first);
  const other = sorted.find((line) => aboutItem(line) !== about);
  if (other)
    throw wrong(file, other.number, `it is of another item than line ${first.number}, though both have its number`);
}

/** What all lines of an item have in common. */
function aboutItem({ instruction, source, confidence, votes, folder, category }: NumberedLine): string {
  return JSON.stringify([
    instruction,
    source,
    confidence === undefined ? 'unsaid' : confidence,
    votes,
    folder,
    category,
  ]);
}

const ALWAYS_RANKED: ReadonlySet<Judgement['kind']> = new Set(['assumed', 'unknown', 'layout', 'scores']);

/** Undefined where the line does not say, as those of version 0.1. */
function judgementIn(file: string, line: NumberedLine): Judgement | undefined {
  const { judgement: kind, judgementReason: reason = '', humanRank, number: lineNumber } = line;
  const needsRank = kind !== undefined && ALWAYS_RANKED.has(kind);
  const hasNone = kind === 'absent' || kind === 'unreadable';
  if ((needsRank && humanRank === undefined) || (hasNone && humanRank !== undefined)) {
    throw wrong(file, lineNumber, `its judgement is ${kind}, and its humanRank is ${humanRank ?? 'missing'}`);
  }
  return kind && judgementOfKind(kind, reason);
}

const OF_KIND: Readonly<Record<Exclude<Judgement['kind'], 'unreadable'>, Judgement>> = {
  understood: UNDERSTOOD,
  layout: BY_LAYOUT,
  scores: BY_SCORES,
  absent: ABSENT,
  assumed: ASSUMED,
  unknown: UNKNOWN,
};

export function judgementOfKind(kind: Judgement['kind'], reason = ''): Judgement {
  return kind === 'unreadable' ? { kind, reason } : OF_KIND[kind];
}

function wrong(file: string, line: number, what: string, cause?: unknown): ResultsFileError {
  return new ResultsFileError(`${file}, line ${line}: ${what}. Write the file again with \`editreward evaluate\`.`, {
    file,
    cause,
  });
}
