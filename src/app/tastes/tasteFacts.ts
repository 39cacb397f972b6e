import { formatCountOf } from '../../core/formatNumbers.ts';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import type { KeptTaste } from './tasteShelf.ts';

/** Digits that tell packages of one name apart at a glance. */
const DIGEST_DIGITS = 8;

/** For which model it is, what it learned from, and since when it is kept. */
export function tasteFacts({ parent, training, keptAt }: KeptTaste): string {
  const { kind, votes, grades, sources } = training;
  const kept = new Date(keptAt).toLocaleDateString('en', { dateStyle: 'medium' });
  const labels = grades > 0 ? formatCountOf(grades, 'score') : formatCountOf(votes, 'vote');
  const learned = `${labels} on ${formatCountOf(sources, 'source')}`;
  const anew = kind === 'wholeHeads' ? ['whole heads'] : [];
  return [`for ${parent.id}`, ...anew, learned, `kept since ${kept}`].join(' · ');
}

/** Why it cannot be used now; undefined where it can. */
export function whyNotUsable({ parent }: KeptTaste, model: ModelStatus['model'] | undefined): string | undefined {
  if (model?.manifestSha256 === parent.manifestSha256) return undefined;
  const wanted = `${parent.id} (${parent.manifestSha256.slice(0, DIGEST_DIGITS)})`;
  if (!model) return `It is for ${wanted}. Load that model to use it.`;
  const present = `${model.id} (${model.manifestSha256.slice(0, DIGEST_DIGITS)})`;
  return `It is for ${wanted}, and ${present} is in use. Load its own model to use it.`;
}

/** A file name that every system takes. */
export function fileNameOf({ name }: Pick<KeptTaste, 'name'>): string {
  const plain = name.replaceAll(/[^\p{L}\p{N}._ -]/gu, '_').trim();
  return `${plain || 'mine'}.taste`;
}
