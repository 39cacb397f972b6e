/** What Nano cannot judge, as its package says it: known here, so that it can be said before anything is loaded. */
export const NANO_LIMITS =
  'EditReward-Nano has only seen drawn shapes on plain backgrounds: its scores of photographs mean nothing.';
