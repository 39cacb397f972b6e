import { formatCountOf } from '../../core/formatNumbers.ts';
import type { ReportedModel } from '../../core/score/scoreReport.ts';
import { verdictOf } from '../../core/score/verdict.ts';
import { DEMO_TEXT, verdictText } from '../../core/score/verdictText.ts';
import { candidateNoun } from '../../core/task.ts';
import { keptPictures, type KeptPicture, type KeptWork } from '../keptStage/keptWork.ts';
import type { PastSession } from '../keptStage/sessionStore.ts';
import { modelName } from '../model/modelName.ts';

/** "3 edits · sample q4 · Nov 27, 2026, 3:12 AM". `models`: all in the list. */
export function sessionFacts({ work, finishedAt }: PastSession, models: readonly ReportedModel[]): string {
  const model = work.scoredFor?.status.model;
  const at = new Date(finishedAt).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
  const count = formatCountOf(work.candidates.length, model ? candidateNoun(model.task) : 'edit');
  return [count, ...(model ? [modelName(model, models)] : []), at].join(' · ');
}

/** What the Score page would say of it; undefined of a single score. */
export function sessionVerdict(work: KeptWork, callFrom: number): string | undefined {
  const scored = scoredBestFirst(work);
  const verdict = verdictOf(
    scored.map(({ score }) => score),
    callFrom,
  );
  if (!verdict) return undefined;
  const isOwn = keptPictures(work).some(({ fromExample }) => !fromExample);
  if (isOwn && work.scoredFor?.status.model.limits !== undefined) return DEMO_TEXT;
  return verdictText(
    verdict,
    scored.map(({ picture }) => picture.name),
  );
}

/** The pictures by which one knows it again: the source, then candidates, the best first. */
export function tellingPictures(work: KeptWork, most: number): readonly KeptPicture[] {
  const best = scoredBestFirst(work).map(({ picture }) => picture);
  return [...(work.source ? [work.source] : []), ...best].slice(0, most);
}

function scoredBestFirst({ candidates }: KeptWork) {
  return candidates
    .flatMap(({ picture, outcome }) => (outcome?.status === 'scored' ? [{ picture, score: outcome.score }] : []))
    .toSorted((a, b) => b.score.reward - a.score.reward);
}
