import type { HeadName } from '../score/score.ts';

/**
 * The heads of all models that version 0.1 knew. It named them neither in packages nor with the scores that it kept.
 */
export const FORMER_HEADS = [
  { key: 'instructionFollowing', label: 'Instruction following' },
  { key: 'visualQuality', label: 'Visual quality' },
] as const satisfies readonly HeadName[];
