import type { OmittedWord, WholeScores } from '../../core/occlusion/explainScore.ts';
import type { Covering } from '../../core/occlusion/occlusionLevels.ts';
import { mostOcclusions } from '../../core/occlusion/occlusionLevels.ts';

/** How far an explanation is. */
export type ExplanationPhase =
  /** The candidate is scored whole and with all of it covered: from then on it is known what a region costs. */
  | { readonly kind: 'measuring' }
  | { readonly kind: 'offered' }
  | { readonly kind: 'running'; readonly isStopping: boolean }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly message: string };

export interface ExplanationState {
  readonly phase: ExplanationPhase;
  /** Undefined while it is measured. */
  readonly whole: WholeScores | undefined;
  /** Of one region. */
  readonly msEach: number;
  /** Words that can be left out. */
  readonly wordCount: number;
  readonly coverings: readonly Covering[];
  readonly words: readonly OmittedWord[];
}

export type ExplanationAction =
  | { readonly type: 'measured'; readonly whole: WholeScores; readonly msEach: number }
  | { readonly type: 'started' }
  | { readonly type: 'stopping' }
  | { readonly type: 'covered'; readonly coverings: readonly Covering[] }
  | { readonly type: 'omitted'; readonly words: readonly OmittedWord[] }
  | { readonly type: 'ended'; readonly phase: ExplanationPhase };

export function emptyExplanation(wordCount: number): ExplanationState {
  return {
    phase: { kind: 'measuring' },
    whole: undefined,
    msEach: 0,
    wordCount,
    coverings: [],
    words: [],
  };
}

export function reduceExplanation(state: ExplanationState, action: ExplanationAction): ExplanationState {
  switch (action.type) {
    case 'measured':
      return { ...state, whole: action.whole, msEach: action.msEach, phase: { kind: 'offered' } };
    case 'started':
      return { ...state, coverings: [], words: [], phase: { kind: 'running', isStopping: false } };
    case 'stopping':
      return state.phase.kind === 'running' ? { ...state, phase: { kind: 'running', isStopping: true } } : state;
    case 'covered':
      return { ...state, coverings: action.coverings };
    case 'omitted':
      return { ...state, words: action.words };
    case 'ended':
      return { ...state, phase: action.phase };
  }
}

/** Questions to the model: those that were answered, and the most that there can be. */
export function questionsOf({ whole, wordCount, coverings, words }: ExplanationState) {
  const regions = whole ? mostOcclusions(whole.grid) : 0;
  return { regions, done: coverings.length + words.length, total: regions + wordCount };
}
