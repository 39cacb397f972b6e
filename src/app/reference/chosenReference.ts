import {
  checkReference,
  ReferenceSetError,
  type ReferencedModel,
  type ReferenceSet,
} from '../../core/reference/referenceSet.ts';
import { loadPart } from '../ui/loadPart.ts';
import { createStore, type Store } from '../ui/store.ts';

/** Where this browser keeps the set that its user chose. A set has a few KB. */
const KEY = 'editreward: reference set';

/**
 * The reference set that the user chose, in place of the model's own; undefined: none was. There is one for the whole browser, as
 * there is one localStorage, so it is no part of any room.
 */
export const chosenReference: Store<ReferenceSet | undefined, ReferenceSet | undefined> = createStore(
  (_: ReferenceSet | undefined, chosen: ReferenceSet | undefined) => chosen,
  undefined,
);

/** Undefined goes back to the model's own. */
export function chooseReference(set: ReferenceSet | undefined): void {
  chosenReference.dispatch(set);
  try {
    if (set) localStorage.setItem(KEY, JSON.stringify(set));
    else localStorage.removeItem(KEY);
  } catch {
    // Where the site may store nothing, or no more, the choice is for this visit.
  }
}

/** Takes up the choice of an earlier visit. One of another version, or damaged, is forgotten. */
export async function recallReference(): Promise<void> {
  const kept = keptText();
  if (kept === undefined) return;
  try {
    const { parseReferenceSet } = await loadPart(loadParser);
    const set = parseReferenceSet(kept, KEY);
    if (!chosenReference.getState()) chosenReference.dispatch(set);
  } catch (error) {
    // Of a part that did not come it is no matter: the next visit asks for it again.
    if (error instanceof ReferenceSetError) chooseReference(undefined);
  }
}

const loadParser = () => import('../../core/reference/parseReferenceSet.ts');

/** Takes up a file that the user gave. Throws {@link ReferenceSetError}, also where it is of another model than `model`. */
export async function takeReferenceFile(file: File, model: ReferencedModel): Promise<void> {
  const { parseReferenceSet } = await loadPart(loadParser);
  const set = parseReferenceSet(await file.text(), file.name);
  checkReference(set, model, file.name);
  chooseReference(set);
}

function keptText(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined;
  }
}
