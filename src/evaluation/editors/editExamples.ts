import type { EditorEdit } from './editsOfRequest.ts';

/** An edit as one finds it again in its dataset. */
export interface EditExample {
  readonly line: number;
  readonly edited: string;
  readonly reward: number;
}

export interface EditExamples {
  /** The highest rewards, the highest first. */
  readonly best: readonly EditExample[];
  /** The lowest, the lowest first. */
  readonly worst: readonly EditExample[];
}

/** Enough to see what an editor can and cannot do. */
const EXAMPLES = 3;

/** Of what an editor made of each source. Of equal rewards the first is among the best, and the last among the worst. */
export function editExamples(sources: readonly (readonly EditorEdit[])[]): EditExamples {
  const best: EditorEdit[] = [];
  const worst: EditorEdit[] = [];
  // To sort 100,000 edits for six of them would take longer than all else of the comparison.
  for (const edits of sources) {
    for (const edit of edits) {
      keepFirst(best, edit, (one, other) => one > other);
      keepFirst(worst, edit, (one, other) => one <= other);
    }
  }
  return { best: best.map(exampleOf), worst: worst.map(exampleOf) };
}

/** Puts an edit into its place in a short list, if it has one there. */
function keepFirst(list: EditorEdit[], edit: EditorEdit, isBefore: (reward: number, other: number) => boolean): void {
  const place = list.findIndex((other) => isBefore(edit.score.reward, other.score.reward));
  if (place === -1 && list.length >= EXAMPLES) return;
  list.splice(place === -1 ? list.length : place, 0, edit);
  if (list.length > EXAMPLES) list.pop();
}

function exampleOf({ line, image, score }: EditorEdit): EditExample {
  return { line, edited: image, reward: score.reward };
}
