/** Other members beside a candidate's heads in reports and results files, where heads are members too. */
const TAKEN = new Set([
  'heads',
  'reward',
  'logSigma',
  'rank',
  'maxPixels',
  'file',
  'error',
  'line',
  'candidate',
  'instruction',
  'prompt',
  'source',
  'edited',
  'sourceSha256',
  'editedSha256',
  'model',
  'humanRank',
  'humanScore',
  'judgement',
  'judgementReason',
  'confidence',
  'votes',
  'folder',
]);

/** Whether a head may have this key: it is a plain name, and nothing else in a results file has it. */
export function isHeadKey(key: string): boolean {
  return /^[a-z][A-Za-z0-9]*$/.test(key) && !TAKEN.has(key) && !(key in {});
}
