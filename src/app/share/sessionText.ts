import { formatChance, formatScoreWithSigma } from '../../core/formatNumbers.ts';
import { deviceLabel } from '../../core/score/deviceLabel.ts';
import { sizeLimitTexts } from '../../core/score/sizeLimitTexts.ts';
import { tasteTexts } from '../../core/score/tasteTexts.ts';
import { chanceOfReward } from '../../core/score/verdict.ts';
import { scoredCandidates, type SharedCandidate, type SharedSession } from './sharedSession.ts';

/** A fact of the session, for a list of names and values. */
export interface SessionFact {
  readonly name: string;
  readonly value: string;
}

/** "1. done.png: 1.42 ± 0.31", or why it has no score. */
function candidateText({ name, rank, outcome }: SharedCandidate): string {
  if (outcome.status === 'failed') return `${name}: not scored. ${outcome.error.message}`;
  const { reward, logSigma } = outcome.score;
  return `${rank}. ${name}: ${formatScoreWithSigma(reward, logSigma)}`;
}

/** What gave the scores, and where. */
export function sessionFacts({ model, device, callFrom }: SharedSession): readonly SessionFact[] {
  const { title, id, dtype, revision, manifestSha256, taste } = model;
  const name = [title, `${id} ${dtype}`, ...sizeLimitTexts(model), ...tasteTexts(model)].join(', ');
  return [
    { name: 'Model', value: name },
    ...(revision === undefined ? [] : [{ name: 'Revision', value: revision }]),
    { name: 'Package', value: `SHA-256 ${manifestSha256}` },
    ...(taste ? [{ name: 'Taste', value: `${taste.name}, SHA-256 ${taste.sha256}` }] : []),
    { name: 'Device', value: deviceLabel(device) },
    { name: 'Threshold', value: `one is better from a chance of ${formatChance(callFrom)}` },
  ];
}

/** "Instruction" or "Prompt". */
export function textLabel({ textName }: Pick<SharedSession, 'textName'>): string {
  return textName === 'prompt' ? 'Prompt' : 'Instruction';
}

/** The comparison as plain lines, for a message or a note. */
export function sessionText(session: SharedSession): string {
  const { instruction, source, candidates, verdict, caveats, note } = session;
  const lines = [
    ...(verdict === undefined ? [] : [verdict]),
    `${textLabel(session)}: ${instruction}`,
    ...(source ? [`Source: ${source.name}`] : []),
    '',
    ...candidates.map(candidateText),
    ...chanceLines(session),
    '',
    ...caveats,
    note,
    ...sessionFacts(session).map(({ name, value }) => `${name}: ${value}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Of the first against the second alone: more is in the table. */
function chanceLines(session: SharedSession): string[] {
  const [first, second] = scoredCandidates(session);
  if (!first || !second) return [];
  const chance = formatChance(chanceOfReward(first.score, second.score));
  return ['', `Chance that ${first.name} is better than ${second.name}: ${chance}`];
}
