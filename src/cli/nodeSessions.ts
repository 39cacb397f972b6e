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

export const NODE_ORT_VERSION = ort.env.versions.node ?? 'of an unknown version';

/** What Node's onnxruntime makes a session of: the path of a graph with its weights beside it, or a graph alone. */
export type NodeGraph = string | Uint8Array;

/** A graph of the package at `packagePath`. onnxruntime maps weights itself, so their digest is checked in a pass before. */
export async function openGraph(
  packagePath: string,
  { graph, externalData }: SessionFiles,
  reader: SessionReader,
): Promise<NodeGraph> {
  if (externalData.length === 0) return reader.read(graph);
  for (const path of [graph, ...externalData]) await reader.check(path);
  return join(packagePath, graph);
}

export async function createNodeSession(
  graph: NodeGraph,
  options: NodeSession.SessionOptions,
): Promise<InferenceSession> {
  const { InferenceSession: Session } = nodeOrt;
  // Two calls: the types have one signature for each.
  const session = typeof graph === 'string' ? Session.create(graph, options) : Session.create(graph, options);
  return wrapSession(await session);
}
