/** Creates the WebGPU sessions of a package with onnxruntime telling where it puts each node. */
import * as ort from 'onnxruntime-web/webgpu';

/** Addresses of onnxruntime's files, and of what a session is made of. */
export interface PlacementRequest {
  readonly loaderUrl: string;
  readonly wasmUrl: string;
  readonly sessions: readonly { readonly graph: string; readonly data: string; readonly path: string }[];
}

async function bytesOf(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}

/** What onnxruntime writes while the sessions are created. */
async function createSessions({ loaderUrl, wasmUrl, sessions }: PlacementRequest): Promise<void> {
  ort.env.wasm.wasmPaths = { mjs: loaderUrl, wasm: wasmUrl };
  ort.env.logLevel = 'verbose';
  const adapter = await navigator.gpu.requestAdapter();
  const device = await adapter?.requestDevice();
  if (!device) throw new Error('no WebGPU');
  for (const { graph, data, path } of sessions) {
    const session = await ort.InferenceSession.create(await bytesOf(graph), {
      executionProviders: [{ name: 'webgpu', device }],
      externalData: [{ path, data: await bytesOf(data) }],
      logSeverityLevel: 0,
      logVerbosityLevel: 1,
    });
    await session.release();
  }
}

Object.assign(globalThis, { createSessions });
