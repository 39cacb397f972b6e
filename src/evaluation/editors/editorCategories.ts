import { groupBy } from '../../core/groupBy.ts';
import { editorFigures, type EditorFigures } from './editorFigures.ts';
import type { EditsOfRequest } from './editsOfRequest.ts';
import type { Meeting } from './meeting.ts';

/** Editors on the sources of one category. */
export interface EditorCategory {
  readonly category: string;
  readonly sources: number;
  readonly editors: readonly Pick<EditorFigures, 'editor' | 'reward' | 'wins'>[];
}

/** In the order in which categories first occur; `categories` are those of the requests. Of a single one there is nothing to tell. */
export function editorCategories(
  requests: readonly EditsOfRequest[],
  meetings: readonly (readonly Meeting[])[],
  categories: readonly (string | undefined)[],
): EditorCategory[] {
  const named = requests.flatMap((edits, k) => {
    const category = categories[k];
    return category === undefined || edits.length === 0 ? [] : [{ category, edits, met: meetings[k] ?? [] }];
  });
  const byCategory = groupBy(named, ({ category }) => category);
  if (byCategory.size < 2) return [];
  return [...byCategory].map(([category, its]) => {
    const figures = editorFigures(
      its.map(({ edits }) => edits),
      its.map(({ met }) => met),
    );
    const editors = figures.map(({ editor, reward, wins }) => ({ editor, reward, wins }));
    return { category, sources: its.length, editors };
  });
}
