import { deviceName } from '../../core/loading/deviceName.ts';
import type { ModelStatus, SelfTestAttempt } from '../../core/loading/modelStatus.ts';
import { tasteTexts } from '../../core/score/tasteTexts.ts';
import type { ModelState } from './modelState.ts';

export interface StatusLine {
  /** `loud` when the user has to know or do something. */
  readonly tone: 'quiet' | 'good' | 'loud';
  /** Model, device and self-test, each in a few words. */
  readonly parts: readonly string[];
  /** Sentences that belong beside it when it is loud. */
  readonly notes: readonly string[];
}

export function statusOf(model: ModelState): StatusLine {
  switch (model.kind) {
    case 'none':
      return { tone: 'quiet', parts: ['No model'], notes: [] };
    case 'loading':
      return { tone: 'quiet', parts: [`Loading ${model.label}`], notes: [] };
    case 'failed':
      return { tone: 'loud', parts: [`${model.label} was not loaded`], notes: [] };
    case 'ready':
      return readyStatus(model.status);
  }
}

function readyStatus(status: ModelStatus): StatusLine {
  const name = [`${status.model.id} ${status.model.dtype}`, ...tasteTexts(status.model)].join(', ');
  const parts = [name, deviceText(status.device), 'self-test passed'];
  return { tone: status.warnings.length > 0 ? 'loud' : 'good', parts, notes: status.warnings };
}

/** "WebGPU, google swiftshader", or "CPU, 2 threads". */
export function deviceText({ provider, description }: ModelStatus['device']): string {
  return provider === 'webgpu' ? `WebGPU, ${description}` : description;
}

/** "CPU: matches the reference (differs by 0.0002; up to 0.01 is allowed)", or "WebGPU with subgroups: refused. Its rewards differ …". */
export function attemptText(attempt: SelfTestAttempt): string {
  const { passed, maxDifference, tolerance, reason } = attempt;
  const most = `differs by ${shortNumber(maxDifference)}; up to ${shortNumber(tolerance)} is allowed`;
  const verdict = passed ? `matches the reference (${most})` : `refused. ${reason ?? `It ${most}.`}`;
  return `${deviceName(attempt)}: ${verdict}`;
}

function shortNumber(value: number | undefined): string {
  if (value === undefined) return 'an unknown amount';
  return Number(value.toPrecision(2)).toString();
}
