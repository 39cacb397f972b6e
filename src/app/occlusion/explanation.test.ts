import { expect, it } from 'vitest';
import { AbortError, EditRewardError } from '../../core/errors.ts';
import type { Variant, VariantScores } from '../../core/occlusion/variant.ts';
import { poolHeads } from '../../core/score/score.ts';
import { createExplanation, type ExplanationSubject } from './explanation.ts';
import { questionsOf } from './explanationState.ts';

const SUBJECT: ExplanationSubject = {
  source: { name: 'source.png', blob: new Blob() },
  candidate: { name: 'edit.png', blob: new Blob() },
  instruction: 'Make it red',
  orientation: 'upright',
  cover: 'source',
  isStreamed: false,
};

const scored = (variants: readonly Variant[]): VariantScores => ({
  grid: { rows: 8, columns: 8 },
  scores: variants.map(({ kind }) => poolHeads({ overall: { mu: kind === 'whole' ? 1 : 0, logSigma: 0 } })),
});

it('measures first, and asks nothing more until it is started', async () => {
  const asked: number[] = [];
  const explanation = createExplanation(
    {
      async scoreVariants({ variants }) {
        asked.push(variants.length);
        return scored(variants);
      },
    },
    SUBJECT,
    () => 0,
  );
  await explanation.measure();
  expect(asked).toEqual([1, 1]);
  expect(explanation.store.getState().phase).toEqual({ kind: 'offered' });
  expect(questionsOf(explanation.store.getState())).toEqual({ regions: 41, done: 0, total: 44 });
  await explanation.start();
  expect(asked.slice(2)).toEqual([8, 1, 8, 8, 8, 8, 3]);
  expect(explanation.store.getState().phase).toEqual({ kind: 'done' });
  expect(questionsOf(explanation.store.getState()).done).toBe(44);
});

it('asks a streamed model for all of a level at once, since it is read anew each time', async () => {
  const asked: number[] = [];
  const explanation = createExplanation(
    {
      async scoreVariants({ variants }) {
        asked.push(variants.length);
        return scored(variants);
      },
    },
    { ...SUBJECT, isStreamed: true },
    () => 0,
  );
  await explanation.measure();
  await explanation.start();
  expect(asked).toEqual([1, 1, 9, 16, 16, 3]);
});

it('keeps what is known when it is stopped, and begins anew', async () => {
  let questions = 0;
  const explanation = createExplanation(
    {
      async scoreVariants({ variants }, { signal } = {}) {
        questions++;
        if (questions === 5) {
          explanation.stop();
          expect(explanation.store.getState().phase).toEqual({ kind: 'running', isStopping: true });
        }
        if (signal?.aborted) throw new AbortError();
        return scored(variants);
      },
    },
    SUBJECT,
    () => 0,
  );
  await explanation.measure();
  await explanation.start();
  const stopped = explanation.store.getState();
  expect(stopped.phase).toEqual({ kind: 'stopped' });
  expect(stopped.coverings).toHaveLength(9);
  await explanation.start();
  expect(explanation.store.getState().phase).toEqual({ kind: 'done' });
  expect(explanation.store.getState().coverings).toHaveLength(41);
});

it('says why it failed', async () => {
  const explanation = createExplanation(
    { scoreVariants: () => Promise.reject(new EditRewardError('The GPU is gone.')) },
    SUBJECT,
    () => 0,
  );
  await explanation.measure();
  expect(explanation.store.getState().phase).toEqual({ kind: 'failed', message: 'The GPU is gone.' });
});
