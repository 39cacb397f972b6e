/** What those who made the pictures are called, and what they worked on. */
export interface EditorWords {
  readonly one: string;
  readonly many: string;
  readonly source: string;
  readonly sources: string;
  /** "edited the same source by the same instruction": what two have in common. */
  readonly shared: string;
  readonly things: string;
  /** What is one of those that figures are over. */
  readonly counted: string;
}

const OF_EDITS: EditorWords = {
  one: 'editor',
  many: 'editors',
  source: 'source',
  sources: 'sources',
  shared: 'edited the same source by the same instruction',
  things: 'edits',
  counted: 'Each source counts once with each of its instructions',
};

const OF_PROMPTS: EditorWords = {
  one: 'model',
  many: 'models',
  source: 'prompt',
  sources: 'prompts',
  shared: 'made pictures from the same prompt',
  things: 'pictures',
  counted: 'Each prompt counts once',
};

export function editorWords({ textToImage }: { readonly textToImage?: unknown }): EditorWords {
  return wordsOf(textToImage !== undefined);
}

export function wordsOf(ofPrompts: boolean): EditorWords {
  return ofPrompts ? OF_PROMPTS : OF_EDITS;
}
