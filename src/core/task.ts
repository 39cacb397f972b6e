import { EditRewardError } from './errors.ts';

/** The role of an image in a prompt. All candidates share the `source`. The `candidate` is the one that is judged. */
export const IMAGE_ROLES = ['source', 'candidate'] as const;
export type ImageRole = (typeof IMAGE_ROLES)[number];

/** What a model's text is called for people: it says how to edit a picture, or what a picture should show. */
export const TEXT_NAMES = ['instruction', 'prompt'] as const;
export type TextName = (typeof TEXT_NAMES)[number];

/** What a model judges: the images that each of its prompts shows, in order, and what its text is called. */
export interface Task {
  /** One candidate, and one source at most. */
  readonly images: readonly { readonly role: ImageRole }[];
  readonly text: TextName;
}

/** Edits of a picture, as EditReward judges them. This is assumed until the model is known. */
export const EDIT_TASK: Task = { images: [{ role: 'source' }, { role: 'candidate' }], text: 'instruction' };

/** A model that judges edits was asked without a source. */
export class NoSourceError extends EditRewardError {
  override readonly name = 'NoSourceError';
  constructor() {
    super('This model judges edits of a source image, and none was given. Give the source image as well.');
  }
}

/** A model that judges pictures by themselves was given a source, which it would not look at. */
export class UnusedSourceError extends EditRewardError {
  override readonly name = 'UnusedSourceError';
  constructor() {
    super('This model judges each picture by itself, without a source image. Leave the source image out.');
  }
}

/** Whether candidates are edits of a picture that the model sees as well. */
export function hasSource({ images }: Task): boolean {
  return images.some(({ role }) => role === 'source');
}

/**
 * The places of the images that a candidate's prompts show, in order. They are places among a request's images: first
 * the source, if the task has one, then the candidates.
 */
export function shownImages(task: Task, candidate: number): number[] {
  const first = hasSource(task) ? 1 : 0;
  return task.images.map(({ role }) => (role === 'source' ? 0 : first + candidate));
}

/** Refuses a request that has a source where there should be none, or none where there should be one. */
export function checkSource(task: Task, isGiven: boolean): void {
  if (hasSource(task) && !isGiven) throw new NoSourceError();
  if (!hasSource(task) && isGiven) throw new UnusedSourceError();
}

/** What a candidate is called for people. */
export function candidateNoun(task: Task): 'edit' | 'picture' {
  return hasSource(task) ? 'edit' : 'picture';
}
