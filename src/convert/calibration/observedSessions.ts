import { at } from '../../core/at.ts';
import type { FileFolder } from '../../core/bytes/bytes.ts';
import { defined } from '../../core/defined.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';
import { writeOnnxModel } from '../../formats/onnx.ts';
import { observedGraph, type Statistics } from '../graphs/observedGraph.ts';
import { smallOutput, type OutputFile } from '../outputFiles.ts';
import type { SessionPlan } from '../packagePlan.ts';
import type { StatisticsSums } from './calibration.ts';
import { feedbackFactors } from './feedbackFactors.ts';

/** A session that has matrices of 4 bits, and what is written of it only to be calibrated. */
export interface ObservedSession {
  /** Its weights' file. */
  readonly location: string;
  readonly graphs: { readonly webgpu: string; readonly cpu: string };
  readonly graphFiles: readonly OutputFile[];
  /** Where its statistics are kept until its weights are written anew. */
  readonly statisticsPath: string;
  /** By canonical names of matrices. */
  readonly statistics: ReadonlyMap<string, Statistics>;
}

export function observeSessions(sessions: readonly SessionPlan[]): ObservedSession[] {
  return sessions
    .filter(({ role }) => role !== 'heads')
    .map(observeSession)
    .filter(({ statistics }) => statistics.size > 0);
}

function observeSession({ layout, observable }: SessionPlan): ObservedSession {
  const { webgpu, cpu } = observable();
  const [onGpu, onCpu] = [observedGraph(webgpu.graph), observedGraph(cpu.graph)];
  return {
    location: layout.location,
    graphs: { webgpu: webgpu.path, cpu: cpu.path },
    graphFiles: [
      smallOutput(webgpu.path, writeOnnxModel(onGpu.graph)),
      smallOutput(cpu.path, writeOnnxModel(onCpu.graph)),
    ],
    statisticsPath: layout.location.replace(/\.data$/, '.statistics'),
    statistics: onCpu.statistics,
  };
}

/** The package as it is observed: with other graphs over the same weights. */
export function observedManifest(manifest: Manifest, observed: readonly ObservedSession[]): Manifest {
  const graphsOf = new Map(observed.map(({ location, graphs }) => [location, graphs]));
  const sessions = manifest.sessions.map((session) => {
    const graphs = graphsOf.get(at(session.externalData, 0));
    return graphs ? { ...session, graphs } : session;
  });
  return { ...manifest, sessions };
}

/** Each of the session's statistics, in the order in which its file has them. */
function inOrder({ statistics }: ObservedSession): readonly Statistics[] {
  return [...new Map([...statistics.values()].map((each) => [each.output, each])).values()];
}

/** Of the file of a session's statistics. */
export function statisticsBytes(session: ObservedSession): number {
  return inOrder(session).reduce((sum, { length }) => sum + Float32Array.BYTES_PER_ELEMENT * length, 0);
}

/** The file of a session's statistics. Throws a `RangeError` when sums are missing, or of another length. */
export function statisticsFile(session: ObservedSession, sums: StatisticsSums): OutputFile {
  return {
    path: session.statisticsPath,
    sourceBytes: 0,
    byteLength: statisticsBytes(session),
    async write(sink) {
      for (const { output, length } of inOrder(session)) {
        const values = defined(sums.get(output), `The device gave no ${output}.`);
        if (values.length !== length) throw new RangeError(`${output} has ${values.length} numbers, not ${length}.`);
        await sink.write(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
      }
    },
  };
}

/** Makes factors of a session's kept statistics. Matrices of the same inputs come one after the other: the last are kept. */
export function feedbackReader(
  session: ObservedSession,
  folder: FileFolder,
): (tensor: string) => Promise<Float32Array | undefined> {
  let last: { readonly output: string; readonly factors: Float32Array } | undefined;
  return async (tensor) => {
    const wanted = session.statistics.get(tensor);
    if (!wanted) return undefined;
    if (last?.output !== wanted.output) {
      last = { output: wanted.output, factors: feedbackFactors(await readSums(session, wanted, folder)) };
    }
    return last.factors;
  };
}

async function readSums(session: ObservedSession, wanted: Statistics, folder: FileFolder): Promise<Float32Array> {
  const all = inOrder(session);
  const before = all.slice(
    0,
    all.findIndex(({ output }) => output === wanted.output),
  );
  const start = before.reduce((sum, { length }) => sum + 4 * length, 0);
  const source = defined(await folder.open(session.statisticsPath), `${session.statisticsPath} is gone.`);
  const bytes = await source.slice(start, start + 4 * wanted.length);
  return new Float32Array(bytes.buffer, bytes.byteOffset, wanted.length);
}
