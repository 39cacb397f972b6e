/** What the results files of a dataset are called, after its name. */
export const RESULT_ENDINGS = {
  /** A line for each scored edit: what other programs read, and what a report is made of. */
  scores: '_scores.jsonl',
  report: '_report.json',
  /** EditReward's own evaluation writes these two. */
  accuracy: '_accuracy.json',
  detailedLog: '_detailed_log.json',
} as const;
