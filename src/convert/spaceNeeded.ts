import { statisticsBytes, type ObservedSession } from './calibration/observedSessions.ts';
import type { OutputFile } from './outputFiles.ts';

/**
 * The most that a conversion's files take together: the package and, where it is calibrated, its observed graphs, the statistics,
 * and the largest weights file once more, which is written beside the one that it replaces. The manifest's few KB are not counted.
 */
export function spaceNeeded(outputs: readonly OutputFile[], observed: readonly ObservedSession[]): number {
  const statistics = observed.reduce((sum, session) => sum + statisticsBytes(session), 0);
  const graphs = bytesOf(observed.flatMap(({ graphFiles }) => graphFiles));
  const rewritten = new Set(observed.map(({ location }) => location));
  const largest = outputs.reduce(
    (most, { path, byteLength }) => (rewritten.has(path) ? Math.max(most, byteLength) : most),
    0,
  );
  return bytesOf(outputs) + graphs + statistics + largest;
}

function bytesOf(files: readonly Pick<OutputFile, 'byteLength'>[]): number {
  return files.reduce((sum, { byteLength }) => sum + byteLength, 0);
}
