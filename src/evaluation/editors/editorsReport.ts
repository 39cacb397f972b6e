import type { ResultItem } from '../../core/dataset/resultItem.ts';
import type { Contest, Strength } from '../statistics/bradleyTerry.ts';
import { editorFigures, type EditorFigures } from './editorFigures.ts';
import { editorCategories, type EditorCategory } from './editorCategories.ts';
import { editsOfRequest, type EditsOfRequest } from './editsOfRequest.ts';
import { headsToHeads, type HeadToHead } from './headToHead.ts';
import { meetingsOf, type Meeting } from './meeting.ts';

/** Editors compared by the model's rewards alone; no judgement by people is in it. */
export interface EditorsReport {
  /** By strength, best first; those who met no other come last. */
  readonly editors: readonly EditorFigures[];
  /** Each two who edited the same; the first is the one that stands higher among the editors. */
  readonly pairs: readonly HeadToHead[];
  /** Bradley-Terry strengths over all that they edited in common, best first. */
  readonly strengths: readonly Strength[];
  /** Sources with their instructions that a named editor edited. */
  readonly sources: number;
  /** The same by the kinds of sources or edits that the dataset names; empty unless there are several. */
  readonly categories: readonly EditorCategory[];
  /** Edits of which it is not known who made them. They are in no figure. */
  readonly unnamed: number;
}

/** Items joined to what each editor made of each source and instruction, and how the editors met there. */
export interface JoinedEditors {
  readonly requests: readonly EditsOfRequest[];
  readonly meetings: readonly (readonly Meeting[])[];
  /** Of each request, where one is named. */
  readonly categories: readonly (string | undefined)[];
  readonly unnamed: number;
}

/** Of items in groups of one source and instruction each. */
export function joinEditors(groups: readonly (readonly ResultItem[])[]): JoinedEditors {
  const requests = groups.map(editsOfRequest);
  const categories = groups.map(([first]) => first?.item.category);
  return { requests, meetings: requests.map(meetingsOf), categories, unnamed: countUnnamed(groups) };
}

function countUnnamed(groups: readonly (readonly ResultItem[])[]): number {
  let count = 0;
  for (const group of groups) {
    for (const { item } of group) for (const { model } of item.candidates) if (model === undefined) count++;
  }
  return count;
}

/** What differs by less differs by the rounding of the fit, which depends on the order of the rows. */
const STEPS = 1e6;

/** `strengths` are those by all meetings. Undefined where no editor is named. */
export function editorsReport(
  { requests, meetings, categories, unnamed }: JoinedEditors,
  strengths: readonly Strength[],
): EditorsReport | undefined {
  const figures = editorFigures(requests, meetings);
  if (figures.length === 0) return undefined;
  const editors = inOrder(figures, strengths);
  const order = editors.map(({ editor }) => editor);
  return {
    editors,
    pairs: headsToHeads(meetings.flat(), order),
    strengths: strengths.map(withoutEmptyInterval),
    sources: requests.filter(({ length }) => length > 0).length,
    categories: editorCategories(requests, meetings, categories),
    unnamed,
  };
}

/** Where one editor wins every source, all resamples are alike: they say nothing of how far the strength may be off. */
function withoutEmptyInterval(one: Strength): Strength {
  const { low, high } = one.interval ?? { low: 0, high: 0 };
  return Math.round((high - low) * STEPS) === 0 ? { ...one, interval: undefined } : one;
}

/** Whether the items, each by itself, are the meetings already: then their strengths are the same. */
export function areMeetings(
  contests: readonly (readonly Contest[])[],
  meetings: readonly (readonly Meeting[])[],
): boolean {
  return meetings.every((its, group) => {
    const others = contests[group] ?? [];
    return its.length === others.length && its.every((one, k) => isSame(one, others[k]));
  });
}

function isSame({ first, second, outcome }: Contest, other: Contest | undefined): boolean {
  return first === other?.first && second === other.second && outcome === other.outcome;
}

/** Equal ones by name. */
function inOrder(figures: readonly EditorFigures[], strengths: readonly Strength[]): EditorFigures[] {
  const strengthOf = new Map(strengths.map(({ model, strength }) => [model, Math.round(strength * STEPS)]));
  const valueOf = ({ editor }: EditorFigures) => strengthOf.get(editor) ?? -Infinity;
  return figures.toSorted((a, b) => {
    const [one, other] = [valueOf(a), valueOf(b)];
    return one === other ? (a.editor < b.editor ? -1 : 1) : other - one;
  });
}
