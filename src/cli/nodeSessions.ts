import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import type { InferenceSession as NodeSession } from 'onnxruntime-node';
import {
  wrapSession,
  type Backend,
  type InferenceSession,
  type SessionFiles,
  type SessionReader,
} from '../runtime/model/session.ts';

/** The Node package declares the same classes as the web package, in another copy of onnxruntime-common. */
export const nodeOrt = ort as unknown as Backend['ort'];

/** onnxruntime maps external data itself, next to the graph; so its digest is checked in a pass before. */
export async function checkFiles({ graph, externalData }: SessionFiles, reader: SessionReader): Promise<void> {
  for (const path of [graph, ...externalData]) await reader.check(path);
}

/** A session of a graph in the package at `packagePath`. */
export async function createNodeSession(
  packagePath: string,
  { graph }: Pick<SessionFiles, 'graph'>,
  options: NodeSession.SessionOptions,
): Promise<InferenceSession> {
  return wrapSession(await nodeOrt.InferenceSession.create(join(packagePath, graph), options));
}
