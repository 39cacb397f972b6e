/** What is said beside a score for which the user's limit made a picture smaller than the official code has it. */
export function limitNote(maxPixels: number): string {
  return `Seen with at most ${maxPixels.toLocaleString('en')} pixels a picture, by your limit: not the official number.`;
}
