import { formatChance } from '../formatNumbers.ts';
import type { Verdict } from './verdict.ts';

/** So many names are listed; more are counted. */
const NAMED = 3;

/** In the place of a verdict where the model cannot judge such pictures. */
export const DEMO_TEXT = 'Demo only, no verdict';

/** "done.png is clearly best (99%)", "a.png is probably best (82%)", "Too close to call: a.png or b.png". */
export function verdictText(verdict: Verdict, names: readonly string[]): string {
  const nameOf = (index: number) => names[index] ?? `Candidate ${index + 1}`;
  if (verdict.kind === 'close') return `Too close to call: ${anyOf(verdict.indices.map(nameOf))}`;
  const { index, isClear, chance } = verdict;
  return `${nameOf(index)} is ${isClear ? 'clearly' : 'probably'} best (${formatChance(chance)})`;
}

function anyOf(names: readonly string[]): string {
  const more = names.length - NAMED;
  if (more > 1) return `${names.slice(0, NAMED).join(', ')} or ${more} more`;
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
