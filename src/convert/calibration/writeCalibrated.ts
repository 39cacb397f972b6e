import type { SinkFolder } from '../../core/bytes/bytes.ts';
import { defined } from '../../core/defined.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import type { OutputFile } from '../outputFiles.ts';
import type { PackageFile, PackageWriter } from '../packageWriter.ts';
import type { Calibration } from './calibration.ts';
import { feedbackReader, observedManifest, statisticsFile, type ObservedSession } from './observedSessions.ts';

export interface CalibratedPlan {
  /** Of the package. */
  readonly outputs: readonly OutputFile[];
  readonly observed: readonly ObservedSession[];
  readonly calibration: Calibration;
  /** The manifest of what is written. */
  readonly describe: (files: readonly PackageFile[]) => Manifest;
}

/** What is written only until the package is calibrated. */
export function scaffoldPaths(observed: readonly ObservedSession[]): string[] {
  return observed.flatMap(({ graphFiles, statisticsPath }) => [...graphFiles.map(({ path }) => path), statisticsPath]);
}

/**
 * Writes a package in three steps, each of which goes on where it was killed, but for the second: that begins anew, and finds
 * the same. First all files, each weight rounded by itself. Then statistics, of how this package judges samples. Then the
 * weights of 4 bits once more, with their errors passed on.
 */
export async function writeCalibrated(
  { outputs, observed, calibration, describe }: CalibratedPlan,
  writer: PackageWriter,
  out: SinkFolder,
): Promise<void> {
  const statistics = observed.map(({ statisticsPath }) => statisticsPath);
  const locations = new Set(observed.map(({ location }) => location));
  if (statistics.every((path) => writer.finished.has(path))) {
    await writer.write(outputs.filter(({ path }) => !locations.has(path)));
  } else {
    // Statistics of a package that is calibrated in part would be other ones.
    await writer.forget(({ path, calibrated }) => calibrated === true || statistics.includes(path));
    await writer.write([...outputs, ...observed.flatMap(({ graphFiles }) => graphFiles)]);
    const manifest = observedManifest(describe([...writer.finished.values()]), observed);
    await calibration.collect(manifest, async (graph, sums) => {
      const session = observed.find(({ graphs }) => Object.values(graphs).includes(graph));
      if (session) await writer.write([statisticsFile(session, sums)]);
    });
  }
  await writer.rewrite(
    observed.map((session) => {
      const output = outputs.find(({ path }) => path === session.location);
      return { ...defined(output, `${session.location} is not written.`), feedbackOf: feedbackReader(session, out) };
    }),
  );
}
