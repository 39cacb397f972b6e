import type { DatasetItem } from '../../core/dataset/datasetItem.ts';
import { judgementOf, type Judgement } from '../../core/dataset/judgement.ts';
import type { ResultItem } from '../../core/dataset/resultItem.ts';

/** A line of `<name>_scores.jsonl`, beside the flat score: a candidate and what people said. */
export interface ScoreLine {
  /** Of its item in the dataset, from 1; the lines of one item belong together. */
  readonly line: number;
  /** Its place in the item, from 0. */
  readonly candidate: number;
  readonly instruction: string;
  /** Paths, or names of images in the dataset itself. Text-to-image has no source. */
  readonly source?: string | undefined;
  readonly edited: string;
  /** Of the files that were scored; absent for images in the dataset itself, and where it is not known. */
  readonly sourceSha256?: string | undefined;
  readonly editedSha256?: string | undefined;
  /** Which model made it. */
  readonly model?: string | undefined;
  /** Among the candidates of its item, from 1; equal ones are a tie. */
  readonly humanRank?: number | undefined;
  /** That people gave to it alone. */
  readonly humanScore?: number | undefined;
  /** Where rank or score come from, or why there are none. Missing in files of version 0.1. */
  readonly judgement?: Judgement['kind'] | undefined;
  /** What stands in the dataset in place of a judgement that was understood. */
  readonly judgementReason?: string | undefined;
  /** Of the two of a pair, how sure people's choice is; null where the dataset leaves it open. */
  readonly confidence?: number | null | undefined;
  /** How many people chose the first of a pair, and how many the second. */
  readonly votes?: readonly [number, number] | undefined;
  /** The folder that it counts for. */
  readonly folder?: string | undefined;
  /** What kind of source or edit it is. */
  readonly category?: string | undefined;
}

/** The lines of an item, each with its end. */
export function scoreLines({ item, scores, sha256 }: ResultItem): string {
  const { line, instruction, source, candidates, ranks, confidence, votes, folder, category } = item;
  const judgement = judgementColumns(item);
  const lines = candidates.flatMap(({ image, model, humanScore }, candidate) => {
    const score = scores[candidate];
    const where = { line, candidate, instruction, source: source?.name, edited: image.name, model };
    const digests = sha256?.[candidate];
    const which = { sourceSha256: digests?.source, editedSha256: digests?.edited };
    if (!score) return [];
    const people = { humanRank: ranks?.[candidate], humanScore, ...judgement, confidence, votes, folder, category };
    const said: ScoreLine = { ...where, ...which, ...people };
    // The heads first, as version 0.1 wrote them.
    return [{ ...said, ...score.heads, reward: score.reward, logSigma: score.logSigma }];
  });
  return lines.map((one) => `${JSON.stringify(one)}\n`).join('');
}

/** What an export says of an item's judgement, beside its ranks and scores. */
export function judgementColumns(item: DatasetItem): Pick<ScoreLine, 'judgement' | 'judgementReason'> {
  const judgement = judgementOf(item);
  return {
    judgement: judgement.kind,
    judgementReason: judgement.kind === 'unreadable' ? judgement.reason : undefined,
  };
}
