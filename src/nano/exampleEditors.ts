import { nanoExamples } from './examples.ts';

/** A row of the example dataset: what three editors made of a source, and for some which order people put them into. */
export interface EditorsRow {
  readonly source: string;
  readonly instruction: string;
  /** Paths by their editors. */
  readonly edits: Readonly<Record<string, string>>;
  readonly ranking?: string;
}

/** Places among the candidates of an example: wrong, damaged, done, and nothing done. */
const [FLAWED, DAMAGED, DONE, NOTHING] = [0, 1, 2, 3];

/** What each editor made of the examples, in their order: one mostly does it, one does it badly, one mostly does not. */
const EDITORS: Readonly<Record<string, readonly number[]>> = {
  Atelier: [DONE, DONE, DONE, DONE, DAMAGED, DONE],
  Breeze: [DAMAGED, DAMAGED, DAMAGED, FLAWED, DONE, DAMAGED],
  Comet: [FLAWED, NOTHING, FLAWED, NOTHING, NOTHING, FLAWED],
};

/** As people would order some of them. */
const RANKINGS: readonly (string | undefined)[] = ['A>B>C', 'A>B>C', undefined, 'A>B>C', 'B>A>C', undefined];

/** The examples as a dataset of three editors, with judgements by people on some. */
export function exampleEditors(): EditorsRow[] {
  return nanoExamples().map(({ id, instruction, candidates }, place) => {
    const ranking = RANKINGS[place];
    const edits = Object.entries(EDITORS).map(([editor, choices]) => {
      const candidate = candidates[choices[place] ?? DONE];
      return [editor, `${id}/${candidate?.name}.png`] as const;
    });
    return {
      source: `${id}/source.png`,
      instruction,
      edits: Object.fromEntries(edits),
      ...(ranking !== undefined && { ranking }),
    };
  });
}
