import type { PictureOutcome } from '../core/dataset/pictureOutcome.ts';

/** How many scores a device gave. */
export interface DeviceCount {
  /** As `deviceLabel` has it. */
  readonly device: string;
  readonly scores: number;
}

/** The devices that gave scores, the busiest first. Scores of version 0.1 do not say. */
export function countDevices(outcomes: Iterable<PictureOutcome>): DeviceCount[] {
  const counts = new Map<string, number>();
  for (const { device } of outcomes) if (device !== undefined) counts.set(device, (counts.get(device) ?? 0) + 1);
  return [...counts].map(([device, scores]) => ({ device, scores })).toSorted((a, b) => b.scores - a.scores);
}

/** Of a run that goes on elsewhere; undefined where all is of one device. */
export function otherDevicesNote(kept: readonly DeviceCount[], device: string): string | undefined {
  const others = kept.filter((one) => one.device !== device);
  if (others.length === 0) return undefined;
  const before = others.map((one) => `${one.scores} by ${one.device}`).join('; ');
  return (
    `Scores from before are of another device (${before}); from here on it is ${device}. Each of them passed the model's ` +
    'self-test, and every score names its device in the journal.'
  );
}
