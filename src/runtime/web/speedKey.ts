import type { AdapterReport } from './adapter.ts';
import { wasmThreads } from './wasmThreads.ts';

/** Raise it when the runtime or the graphs change, and with them what was measured. */
const REVISION = 1;

/** Names a device, for what was measured on it. */
export function speedKey(adapter: AdapterReport | undefined): string[] {
  const device = adapter ? adapter.key : `cpu/${wasmThreads()}/${navigator.userAgent}`;
  return [`${REVISION}`, device];
}
