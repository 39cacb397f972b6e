import type { ResultItem, ResultScore } from '../../core/dataset/resultItem.ts';
import { requestKey } from '../../core/dataset/datasetItem.ts';

/** An edit of a run, once, however many items it is in. */
export interface RunEdit {
  readonly line: number;
  readonly instruction: string;
  /** Source and instruction, or prompt. */
  readonly request: string;
  readonly source: string | undefined;
  readonly image: string;
  readonly editor: string | undefined;
  /** SHA-256 of source and edit, where both are known; of the edit alone where there is no source. */
  readonly digests: string | undefined;
  readonly reward: number;
  /** All that is known of its score. */
  readonly score: ResultScore | undefined;
}

export interface RunEdits {
  readonly edits: readonly RunEdit[];
  /** The place in `edits` of each candidate, item by item. */
  readonly places: readonly (readonly number[])[];
}

export function runEdits(items: readonly ResultItem[]): RunEdits {
  const edits: RunEdit[] = [];
  const known = new Map<string, number>();
  const places = items.map((one) => {
    const request = requestKey(one.item);
    return one.item.candidates.map(({ image }, k) => {
      const key = `${request} ${image.name}`;
      const place = known.get(key);
      if (place !== undefined) return place;
      known.set(key, edits.length);
      return edits.push(editOf(one, request, k)) - 1;
    });
  });
  return { edits, places };
}

function editOf({ item, scores, sha256 }: ResultItem, request: string, k: number): RunEdit {
  const candidate = item.candidates[k];
  return {
    line: item.line,
    instruction: item.instruction,
    request,
    source: item.source?.name,
    image: candidate?.image.name ?? '',
    editor: candidate?.model,
    digests: digestsOf(sha256?.[k], item.source !== undefined),
    reward: scores[k]?.reward ?? NaN,
    score: scores[k],
  };
}

function digestsOf(
  digests: { readonly source?: string | undefined; readonly edited?: string | undefined } | undefined,
  hasSource: boolean,
): string | undefined {
  const { source, edited } = digests ?? {};
  if (edited === undefined || (hasSource && source === undefined)) return undefined;
  return `${source ?? ''} ${edited}`;
}
