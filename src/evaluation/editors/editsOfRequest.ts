import type { ResultItem, ResultScore } from '../../core/dataset/resultItem.ts';

/** An edit of a named editor, with its place in the dataset. */
export interface EditorEdit {
  readonly line: number;
  readonly image: string;
  readonly score: ResultScore;
}

/** What an editor made of one source by one instruction. */
export interface EditsOfEditor {
  readonly editor: string;
  readonly edits: readonly EditorEdit[];
}

/** Each editor once, in the order in which they first occur. */
export type EditsOfRequest = readonly EditsOfEditor[];

/**
 * Joins items of one request, whatever their layout: single edits, pairs in which an edit comes again and again, or all in
 * one. An edit counts once. Edits of no named editor are left out.
 */
export function editsOfRequest(items: readonly ResultItem[]): EditsOfRequest {
  const editors: { readonly editor: string; readonly edits: EditorEdit[] }[] = [];
  for (const { item, scores } of items) {
    for (const [k, { image, model }] of item.candidates.entries()) {
      const score = scores[k];
      if (model === undefined || !score) continue;
      const edit = { line: item.line, image: image.name, score };
      // A handful, of one source: a map of each would take longer to make than to search them.
      const known = editors.find(({ editor }) => editor === model);
      if (!known) editors.push({ editor: model, edits: [edit] });
      else if (!known.edits.some((other) => other.image === edit.image)) known.edits.push(edit);
    }
  }
  return editors;
}
