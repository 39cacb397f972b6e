import { AbortError, messageOf } from '../../core/errors.ts';
import { type AskVariants, askWhole, coverRegions, omitWords } from '../../core/occlusion/explainScore.ts';
import { instructionPieces } from '../../core/occlusion/instructionPieces.ts';
import type { VariantsRequest } from '../../core/occlusion/variant.ts';
import { createStore, type Readable } from '../ui/store.ts';
import type { Explainer } from './explainer.ts';
import {
  emptyExplanation,
  type ExplanationAction,
  type ExplanationState,
  reduceExplanation,
} from './explanationState.ts';

/** What is explained: one candidate, and how it is covered. */
export interface ExplanationSubject extends Omit<VariantsRequest, 'variants'> {
  /** The model is read anew for each question. */
  readonly isStreamed: boolean;
}

/** About how long a question lasts: so soon a stop is followed, and others come to their turn. */
const QUESTION_MS = 1000;

/** As many regions as one question has at most: their patches are in memory together. */
const MOST_TOGETHER = 8;

/** An explanation of one score: what it costs, and then the work itself, which can be stopped. */
export interface Explanation {
  readonly store: Readable<ExplanationState>;
  /** Finds out what a region costs. Failures end up in the state, here and below. */
  measure(): Promise<void>;
  start(): Promise<void>;
  /** What is known by then stays. */
  stop(): void;
}

/** `now`: milliseconds on any clock. */
export function createExplanation(
  explainer: Explainer,
  { isStreamed, ...subject }: ExplanationSubject,
  now = () => performance.now(),
): Explanation {
  const pieces = instructionPieces(subject.instruction);
  const store = createStore<ExplanationState, ExplanationAction>(reduceExplanation, emptyExplanation(pieces.length));
  let running = new AbortController();

  /** Runs `work` with a signal of its own; it ends in the phase that it resolves with. */
  async function attempt(work: (ask: AskVariants) => Promise<ExplanationState['phase'] | undefined>): Promise<void> {
    const controller = new AbortController();
    running = controller;
    const { signal } = controller;
    const ask: AskVariants = (variants) => explainer.scoreVariants({ ...subject, variants }, { signal });
    try {
      const phase = await work(ask);
      if (phase && !signal.aborted) store.dispatch({ type: 'ended', phase });
    } catch (error) {
      const isStopped = signal.aborted || error instanceof AbortError;
      const phase = isStopped
        ? ({ kind: 'stopped' } as const)
        : ({ kind: 'failed', message: messageOf(error) } as const);
      store.dispatch({ type: 'ended', phase });
    }
  }

  return {
    store,
    measure: () =>
      attempt(async (ask) => {
        let msEach = 0;
        const whole = await askWhole(async (variants) => {
          const startedAt = now();
          const answer = await ask(variants);
          msEach = now() - startedAt;
          return answer;
        });
        store.dispatch({ type: 'measured', whole, msEach });
        return undefined;
      }),
    start: () =>
      attempt(async (ask) => {
        const { whole, msEach } = store.getState();
        if (!whole) return undefined;
        const portion = isStreamed ? undefined : portionFor(msEach);
        store.dispatch({ type: 'started' });
        await coverRegions(whole, ask, {
          portion,
          onPortion: (coverings) => store.dispatch({ type: 'covered', coverings }),
        });
        const onPortion = (words: ExplanationState['words']) => store.dispatch({ type: 'omitted', words });
        await omitWords(subject.instruction, ask, { portion, onPortion });
        return { kind: 'done' };
      }),
    stop() {
      store.dispatch({ type: 'stopping' });
      running.abort();
    },
  };
}

function portionFor(msEach: number): number {
  return Math.max(1, Math.min(MOST_TOGETHER, Math.floor(QUESTION_MS / Math.max(1, msEach))));
}
