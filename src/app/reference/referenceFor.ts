import { isReferenceOf, type ReferencedModel, type ReferenceSet } from '../../core/reference/referenceSet.ts';

/** What scores of a model are compared with. */
export interface ReferenceInUse {
  readonly set: ReferenceSet | undefined;
  /** The user chose it. */
  readonly isChosen: boolean;
  /** The user's choice, where it is of another model and so is not used. */
  readonly refused: ReferenceSet | undefined;
}

/** The user's choice if it is of this model, else the model's own. */
export function referenceFor(model: ReferencedModel, chosen: ReferenceSet | undefined): ReferenceInUse {
  if (chosen && isReferenceOf(chosen, model)) return { set: chosen, isChosen: true, refused: undefined };
  const own = model.reference && isReferenceOf(model.reference, model) ? model.reference : undefined;
  return { set: own, isChosen: false, refused: chosen };
}
