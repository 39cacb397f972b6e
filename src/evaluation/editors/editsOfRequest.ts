import type { ResultItem, ResultScore } from '../../core/dataset/resultItem.ts';

/** An edit of a named editor, with its place in the dataset. */
export interface EditorEdit {
  readonly line: number;
  readonly image: string;
  readonly score: ResultScore;
}

/** What editors made of one source by one instruction, in the order in which they first occur. */
export type EditsOfRequest = ReadonlyMap<string, readonly EditorEdit[]>;

/**
 * Joins items of one request, whatever their layout: single edits, pairs in which an edit comes again and again, or all in
 * one. An edit counts once. Edits of no named editor are left out.
 */
export function editsOfRequest(items: readonly ResultItem[]): EditsOfRequest {
  const editors = new Map<string, EditorEdit[]>();
  for (const { item, scores } of items) {
    for (const [k, { image, model }] of item.candidates.entries()) {
      const score = scores[k];
      if (model === undefined || !score) continue;
      const edit = { line: item.line, image: image.name, score };
      const edits = editors.get(model);
      if (!edits) editors.set(model, [edit]);
      else if (!edits.some((other) => other.image === edit.image)) edits.push(edit);
    }
  }
  return editors;
}
