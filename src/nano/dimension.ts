/** What Nano's drawn edits are graded in: its heads, by their keys. */
export const DIMENSIONS = ['instructionFollowing', 'visualQuality'] as const;
export type Dimension = (typeof DIMENSIONS)[number];
