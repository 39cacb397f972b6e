/** What an image of a prompt is: the `source` is shared by all candidates, the `candidate` is the one that is judged. */
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

/** Whether candidates are edits of a picture that the model sees as well. */
export function hasSource({ images }: Task): boolean {
  return images.some(({ role }) => role === 'source');
}

/** Of a request's images, the source first if the task has one, the places of those that a candidate's prompts show, in order. */
export function shownImages(task: Task, candidate: number): number[] {
  const first = hasSource(task) ? 1 : 0;
  return task.images.map(({ role }) => (role === 'source' ? 0 : first + candidate));
}
