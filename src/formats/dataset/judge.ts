import type { DatasetItem } from '../../core/dataset/datasetItem.ts';
import { ABSENT, ABSENT_IN_PAIR, UNDERSTOOD } from '../../core/dataset/judgement.ts';
import { orderText } from '../../core/score/ranking.ts';
import type { EditNames } from './editNames.ts';
import { judgementColumn, type JudgementColumn } from './judgementColumns.ts';
import { isBlank, isDictionary, readJudgement, withNumbers, type Reading } from './judgementValue.ts';
import { letterOf } from './ranking.ts';
import { flagOf, numberOf, shorten, valueOf, type Row } from './row.ts';
import { tryRead } from './tryRead.ts';

/** What a row says of which edit is better. */
export type Judged = Pick<DatasetItem, 'ranks' | 'judgement'>;

/** What one or two columns say. */
export interface Statement {
  /** "ranking is "A>B"": written only where it is needed, as there may be a million rows. */
  said(): string;
  readonly reading: Reading;
  /** Why it is unclear, where that is known: a sentence. */
  readonly problem?: string | undefined;
}

interface ColumnStatement extends Statement, JudgementColumn {
  /** Of a column that says whether it is a tie. */
  readonly flag: boolean | undefined;
}

/** What else than the named columns bears on a pair. */
export interface PairFacts {
  /** Scores of the whole edits. */
  readonly overall?: Statement | undefined;
  /** Scores of one of their dimensions. They decide if nothing is said of the whole. */
  readonly dimension?: Statement | undefined;
  /** Columns that say nothing of the pair by themselves. */
  readonly aside?: RegExp | undefined;
  readonly firstMayBePreferred?: boolean;
}

/** What the columns of a row say of its edits, when all that is said agrees. */
export function judge(row: Row, edits: EditNames, facts: PairFacts = {}): Judged {
  const statements = statementsOf(row, edits, facts.aside);
  const stated = statements.filter(({ meaning }) => meaning !== 'tie' || edits.count !== 2);
  const unclear = stated.find(({ decides, reading }) => decides && reading === 'unclear');
  if (unclear) return unreadable(whyUnclear(unclear, edits));
  const ties = edits.count === 2 ? statements.filter(({ meaning }) => meaning === 'tie') : [];
  return judgeTogether(stated, ties, edits, facts);
}

function judgeTogether(
  stated: readonly ColumnStatement[],
  ties: readonly ColumnStatement[],
  edits: EditNames,
  facts: PairFacts,
): Judged {
  const notFlag = ties.find(({ reading }) => reading === 'unclear');
  if (notFlag) return unreadable(whyUnclear(notFlag, edits));
  const noTie = ties.find(({ flag }) => flag === false);
  const whole = [...stated, ...ties, ...(facts.overall ? [facts.overall] : [])].filter(isRanked);
  const [first, ...others] = whole;
  if (!first) return judgeByDimension(stated, noTie, edits, facts);
  const other = others.find(({ reading }) => orderText(reading) !== orderText(first.reading));
  if (other) return contradiction(first, other);
  if (noTie && isTie(first.reading)) return contradiction(first, noTie);
  const opposite = facts.dimension && ties.length === 0 && isOpposite(facts.dimension.reading, first.reading);
  return opposite && facts.dimension ? contradiction(first, facts.dimension) : understood(first.reading);
}

/**
 * Nothing is said of the whole edits. GenAI-Bench and AURORA, EditReward's validation files, are judged by the scores of the
 * first dimension: whether these are is the user's choice. Its training files also say whether a pair is a tie, and their
 * scores are of one dimension of several. There an order is certain only if the place of the edits means the same order.
 */
function judgeByDimension(
  stated: readonly ColumnStatement[],
  noTie: ColumnStatement | undefined,
  edits: EditNames,
  { overall, dimension, firstMayBePreferred = false }: PairFacts,
): Judged {
  if (dimension && isRanked(dimension)) {
    const { reading } = dimension;
    if (!noTie || orderText(reading) === 'A>B')
      return { ranks: undefined, judgement: { kind: 'absent', firstMayBePreferred, byScores: reading } };
    if (!isTie(reading))
      return unreadable(`${noTie.said()}, and ${dimension.said()}: the second edit is better in one alone.`);
  }
  const scores = [dimension, overall].find((one) => one?.reading === 'unclear');
  if (scores) return unreadable(scores.problem ?? `${scores.said()}: two numbers are needed.`);
  const unclear = stated.find(({ reading }) => reading === 'unclear');
  if (unclear) return unreadable(whyUnclear(unclear, edits));
  return { ranks: undefined, judgement: firstMayBePreferred ? ABSENT_IN_PAIR : ABSENT };
}

function statementsOf(row: Row, edits: EditNames, aside: RegExp | undefined): ColumnStatement[] {
  const statements: ColumnStatement[] = [];
  for (const name of Object.keys(row.values)) {
    if (aside?.test(name)) continue;
    const column = judgementColumn(name);
    const statement = column ? statementOf(row, name, column, edits) : unnamedStatement(row, name, edits);
    if (statement) statements.push(statement);
  }
  return statements;
}

/** Undefined when nothing is said. */
function statementOf(row: Row, name: string, column: JudgementColumn, edits: EditNames): ColumnStatement | undefined {
  const cell = tryRead(() => withNumbers(valueOf(row, name)));
  if (cell.problem !== undefined) return new CellStatement(name, column, 'unclear', { problem: cell.problem });
  const { value } = cell;
  if (isBlank(value)) return undefined;
  const reading = readJudgement(value, column.meaning, edits);
  if (column.meaning !== 'tie') return new CellStatement(name, column, reading, { value });
  const tie = tryRead(() => flagOf(row, name));
  const flag = 'value' in tie ? tie.value : undefined;
  return new CellStatement(name, column, reading, { value, flag, problem: tie.problem });
}

/**
 * A class, since there may be one for each of a million rows. A function of its own for each would take most of the
 * time.
 */
class CellStatement implements ColumnStatement {
  readonly meaning: JudgementColumn['meaning'];
  readonly decides: boolean;
  readonly reading: Reading;
  readonly flag: boolean | undefined;
  readonly problem: string | undefined;
  readonly #name: string;
  readonly #value: unknown;

  constructor(
    name: string,
    { meaning, decides }: JudgementColumn,
    reading: Reading,
    { value, flag, problem }: { value?: unknown; flag?: boolean | undefined; problem?: string | undefined },
  ) {
    this.meaning = meaning;
    this.decides = decides;
    this.reading = reading;
    this.flag = flag;
    this.problem = problem;
    this.#name = name;
    this.#value = value;
  }

  said(): string {
    return `${this.#name} is ${shown(this.#value)}`;
  }
}

const UNKNOWN: JudgementColumn = { meaning: 'unknown', decides: false };
/** Texts for the model, in which anything may stand. */
const TEXTS = new Set(['instruction', 'prompt']);

/** For a column whose name says nothing. If it holds an order of the edits or a judgement, nobody reads it here. */
function unnamedStatement(row: Row, name: string, edits: EditNames): ColumnStatement | undefined {
  const cell = TEXTS.has(name) ? undefined : tryRead(() => valueOf(row, name));
  const value = cell && 'value' in cell ? cell.value : undefined;
  if (!saysOrder(value, edits) && !holdsJudgement(value)) return undefined;
  return new CellStatement(name, UNKNOWN, 'unclear', { value });
}

function saysOrder(value: unknown, edits: EditNames): boolean {
  return typeof value === 'string' && /[<>]/.test(value) && typeof readJudgement(value, 'orders', edits) !== 'string';
}

function holdsJudgement(value: unknown): boolean {
  return (
    isDictionary(value) && Object.entries(value).some(([key, one]) => judgementColumn(key)?.decides && !isBlank(one))
  );
}

type Ranked<Stated extends Statement> = Stated & { readonly reading: readonly number[] };

function isRanked<Stated extends Statement>(statement: Stated): statement is Ranked<Stated> {
  return typeof statement.reading !== 'string';
}

function isTie(ranks: readonly number[]): boolean {
  return ranks.every((rank) => rank === ranks[0]);
}

/** Of two edits: an order and the other one. */
function isOpposite(reading: Reading, ranks: readonly number[]): boolean {
  if (typeof reading === 'string' || isTie(reading) || isTie(ranks)) return false;
  return orderText(reading) !== orderText(ranks);
}

function understood(ranks: readonly number[]): Judged {
  return { ranks, judgement: UNDERSTOOD };
}

export function unreadable(reason: string): Judged {
  return { ranks: undefined, judgement: { kind: 'unreadable', reason } };
}

function contradiction(one: Statement, other: Statement): Judged {
  return unreadable(`${one.said()}, and ${other.said()}: they contradict each other.`);
}

function whyUnclear(statement: Statement, edits: EditNames): string {
  return statement.problem ?? `${statement.said()}, which ${expected(edits)}`;
}

function expected({ count }: EditNames): string {
  const example = Array.from({ length: count }, (_, k) => letterOf(k))
    .toReversed()
    .join('>');
  const order = `clear order of its ${count} edits, such as ${example}`;
  return count === 2 ? `is neither a ${order}, nor the name of the better one.` : `is no ${order}.`;
}

/** "model1_dim1_score is 4 while model2_dim1_score is missing". Undefined when both are. */
export function compareScores(row: Row, columns: readonly [string, string]): Statement | undefined {
  if (!columns.some((column) => column in row.values)) return undefined;
  const cells = columns.map((column) => tryRead(() => numberOf(row, column)));
  const values = cells.map((cell) => ('value' in cell ? cell.value : undefined));
  const problem = cells.find((cell) => cell.problem !== undefined)?.problem;
  if (problem === undefined && values.every((value) => value === undefined)) return undefined;
  const [first, second] = values;
  const reading =
    first === undefined || second === undefined ? 'unclear' : [first >= second ? 1 : 2, second >= first ? 1 : 2];
  return {
    said: () => columns.map((column, k) => `${column} is ${values[k] ?? 'missing'}`).join(' while '),
    reading,
    problem,
  };
}

/** A value as it stands in the file, as far as there is room. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? Number(one) : one));
  return shorten(text ?? String(value));
}
