import * as v from 'valibot';
import type { JudgeVote, JudgeVotes, Order } from '../../core/dataset/judgeVote.ts';
import { ResultsFileError, whatIsWrong } from './resultsFileError.ts';

const editorSchema = v.exactOptional(v.nullable(v.string()));
const entrySchema = v.object({
  id: v.string(),
  instruction: v.string(),
  human_vote: v.string(),
  model_vote: v.string(),
  is_correct: v.boolean(),
  model_1: editorSchema,
  model_2: editorSchema,
});
const fileSchema = v.object({
  model_name: v.string(),
  /** "huggingface_3pair"; missing while a run is under way. */
  data_type: v.exactOptional(v.string()),
  /** "pairwise_3pair" */
  template: v.exactOptional(v.string(), ''),
  /** Null: the judge gave no answer. */
  results: v.array(v.nullable(v.unknown())),
});

export interface JudgeFile extends JudgeVotes {
  /** How many edits its items have. */
  readonly size: number;
}

/**
 * The parsed file that EditReward's `inference_2pair_hf.py`, or that for three or four edits, writes of a chat model: what it
 * said of each pair, beside what people said. Throws {@link ResultsFileError}.
 */
export function parseJudgeFile(file: string, value: unknown): JudgeFile {
  const parsed = v.safeParse(fileSchema, value);
  if (!parsed.success) throw new ResultsFileError(`${file}: ${whatIsWrong(parsed.issues)}.`, { file });
  const { model_name: name, data_type: type, template, results } = parsed.output;
  const size = Number(/([234])pair/.exec(type ?? template)?.[1]);
  if (!(size > 0)) throw new ResultsFileError(`${file} does not say of how many edits its items are.`, { file });
  const answered = results.flatMap((entry, k) => (entry === null ? [] : [voteOf(file, entry, k + 1, size)]));
  return { name, size, votes: answered, unanswered: results.length - answered.length };
}

function voteOf(file: string, entry: unknown, place: number, size: number): JudgeVote {
  const wrong = (what: string) => new ResultsFileError(`${file}, entry ${place}: ${what}`, { file });
  const parsed = v.safeParse(entrySchema, entry);
  if (!parsed.success) throw wrong(`${whatIsWrong(parsed.issues)}.`);
  const { id, instruction, human_vote: human, model_vote: judge, is_correct: isCorrect, ...editors } = parsed.output;
  const preferred = orderIn(human);
  if (preferred === undefined) throw wrong(`human_vote is "${human}", which is not understood.`);
  if (isCorrect !== (human === judge)) {
    throw wrong(`is_correct is ${isCorrect}, and people said ${human} and the judge ${judge}. The file was changed.`);
  }
  return {
    item: size === 2 ? `${id} ${place}` : itemOf(id),
    size,
    instruction,
    editors: [editors.model_1 ?? undefined, editors.model_2 ?? undefined],
    human: preferred,
    judge: orderIn(judge),
    isRight: isCorrect,
  };
}

/** As the official code finds the pairs of an item. */
function itemOf(id: string): string {
  const [start = ''] = id.split('_');
  return id.includes('_') ? start : id.slice(0, ID_LENGTH);
}

const ID_LENGTH = 10;

/** Pairs name their edits in order: "C>A" prefers the second of the pair A and C. People may say which kind of tie: "A=B=Good". */
function orderIn(vote: string): Order | undefined {
  const [, one = '', sign, other = ''] = /^([A-D])([>=])([A-D])(?:=(?:Good|Bad))?$/.exec(vote) ?? [];
  if (one === other) return undefined;
  if (sign === '=') return 0;
  return one < other ? 1 : -1;
}

/**
 * The files of one judge, each of items of another size, as one. Throws {@link ResultsFileError} if two are of the same.
 */
export function joinJudgeFiles(files: readonly { readonly file: string; readonly judge: JudgeFile }[]): JudgeVotes {
  for (const [k, { file, judge }] of files.entries()) {
    const other = files.slice(0, k).find((one) => one.judge.size === judge.size);
    if (!other) continue;
    throw new ResultsFileError(
      `${other.file} and ${file} are of the same judge, ${judge.name}, and both of items of ${judge.size} edits. Give those of one run.`,
      { file },
    );
  }
  return {
    name: files[0]?.judge.name ?? '',
    votes: files.flatMap(({ judge }) => judge.votes),
    unanswered: files.reduce((sum, { judge }) => sum + judge.unanswered, 0),
  };
}
