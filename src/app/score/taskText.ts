import { hasSource, type Task, type TextName } from '../../core/task.ts';

/** What the Score page calls what a model judges. */
interface TaskText {
  /** The head of the candidates, and of their list. */
  readonly candidates: string;
  readonly add: string;
  readonly choose: string;
  /** Where there are none yet. */
  readonly none: string;
  readonly next: string;
  readonly drop: string;
  /** What rewards compare. */
  readonly compared: string;
}

const EDITS: TaskText = {
  candidates: 'Candidates',
  add: 'Add candidates',
  choose: 'Choose candidates',
  none: 'The edited versions. Drop pictures anywhere: the first becomes the source, the rest become candidates. Pasting works too.',
  next: 'Next: add the candidates.',
  drop: 'Drop to add candidates',
  compared: 'edits of this picture and instruction',
};

const PICTURES: TaskText = {
  candidates: 'Pictures',
  add: 'Add pictures',
  choose: 'Choose pictures',
  none: 'The pictures that were made from the prompt. Drop them anywhere. Pasting works too.',
  next: 'Next: add the pictures.',
  drop: 'Drop to add pictures',
  compared: 'pictures made from this prompt',
};

export function taskText(task: Task): TaskText {
  return hasSource(task) ? EDITS : PICTURES;
}

interface PromptText {
  readonly label: string;
  readonly placeholder: string;
  readonly next: string;
}

const PROMPTS: Readonly<Record<TextName, PromptText>> = {
  instruction: {
    label: 'Instruction',
    placeholder: 'What should the edit do? For example: add a green bowl to the branch',
    next: 'Next: type what the edit was meant to do.',
  },
  prompt: {
    label: 'Prompt',
    placeholder: 'What should the pictures show? For example: a small bird on a branch, a green bowl beside it',
    next: 'Next: type the prompt that the pictures were made from.',
  },
};

export function promptText({ text }: Task): PromptText {
  return PROMPTS[text];
}
