/** What programmers rely on, as types: compiled against the packed declarations in a strict project, never run. */
import {
  createScorer,
  EditRewardError,
  type CandidateOutcome,
  type CandidateScore,
  type LoadProgress,
  type ModelStatus,
  type Picture,
  type Scorer,
  type ScoreProgress,
  type ScoreResult,
} from 'editreward-web';
import {
  chanceBetter,
  formatScore,
  rankByReward,
  scoreReport,
  type HeadScore,
  type ScoreReport,
} from 'editreward-web/core';
import { EditRewardElement, type WidgetProgress, type WidgetResult } from 'editreward-web/widget';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles when `Holds` is true. */
declare function holds<Holds extends true>(): Holds;

export async function useScorer(files: FileList, blob: Blob): Promise<void> {
  holds<Same<ReturnType<typeof createScorer>, Promise<Scorer>>>();
  await createScorer();
  await createScorer({ model: files });
  await createScorer({ model: './models/mine', provider: 'wasm', residency: 'streamed', gpuBudgetBytes: 1e9 });
  const scorer = await createScorer({
    model: new URL('https://example.org/model/'),
    workerUrl: '/scorer.js',
    signal: new AbortController().signal,
    onProgress: (progress) => holds<Same<typeof progress, LoadProgress>>(),
  });
  holds<Same<typeof scorer.status, ModelStatus>>();

  const result = await scorer.score(
    {
      source: blob,
      candidates: ['a.png', new URL('https://example.org/b.png'), blob],
      instruction: 'x',
      orientation: 'official',
    },
    { signal: AbortSignal.timeout(1), onProgress: (progress) => holds<Same<typeof progress, ScoreProgress>>() },
  );
  holds<Same<typeof result, ScoreResult>>();
  holds<Same<(typeof result.outcomes)[number], CandidateOutcome>>();
  for (const outcome of result.outcomes) {
    if (outcome.status === 'scored') holds<Same<typeof outcome.score, CandidateScore>>();
    else holds<Same<typeof outcome.error.message, string>>();
  }
  holds<Same<ReturnType<typeof scorer.dispose>, void>>();

  // @ts-expect-error: a model is no number
  await createScorer({ model: 7 });
  // @ts-expect-error: only what a browser has
  await createScorer({ provider: 'cuda' });
  // @ts-expect-error: there is nothing to score without candidates
  await scorer.score({ source: blob, instruction: 'x' });
  // @ts-expect-error: results are not to be changed
  result.outcomes.length = 0;
}

export function useCore(head: HeadScore, model: ModelStatus, outcome: CandidateOutcome): ScoreReport {
  holds<Same<ReturnType<typeof chanceBetter>, number>>();
  holds<Same<ReturnType<typeof rankByReward>, (number | undefined)[]>>();
  holds<Same<ReturnType<typeof formatScore>, string>>();
  chanceBetter(head, { mu: 1, logSigma: 0 });
  return scoreReport(model.model, model.device, [{ file: 'a.png', outcome }]);
}

export function useWidget(): void {
  const widget = document.createElement('edit-reward');
  holds<Same<typeof widget, EditRewardElement>>();
  widget.source = new Blob();
  widget.candidates = ['a.png'];
  widget.model = null;
  holds<Same<EditRewardElement['source'], Picture | undefined>>();
  widget.addEventListener('progress', ({ detail }) => holds<Same<typeof detail, WidgetProgress>>());
  widget.addEventListener('score', ({ detail }) => holds<Same<typeof detail, WidgetResult>>());
  widget.addEventListener('error', ({ detail }) => holds<Same<typeof detail, EditRewardError>>());
  widget.addEventListener('click', () => undefined, { once: true });
}
