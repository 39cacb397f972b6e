import { type DeviceSpeed, measuredDtypes, MIN_MATRIX_GAIN, type SpeedProgress } from '../../core/fit/layerSpeed.ts';

/** A line of the table of what was measured. */
export interface SpeedRow {
  readonly key: string;
  readonly device: string;
  readonly dtype: string;
  readonly decoder: string;
  readonly vision: string;
}

const PLACES: Readonly<Record<DeviceSpeed['provider'], string>> = { webgpu: 'WebGPU', wasm: 'CPU' };

export function speedRows(speeds: readonly DeviceSpeed[]): SpeedRow[] {
  return speeds.flatMap(({ provider, description, report }) =>
    measuredDtypes(report).flatMap((dtype) => {
      const speed = report.layers[dtype];
      if (!speed) return [];
      const device = provider === 'webgpu' ? `${PLACES[provider]}, ${description}` : description;
      const [decoder, vision] = [rateText(speed.decoder), rateText(speed.vision)];
      return [{ key: `${provider} ${dtype}`, device, dtype, decoder, vision }];
    }),
  );
}

/** Billions of operations a second: "850 GFLOP/s", "12.5 TFLOP/s". */
function rateText(gflops: number): string {
  if (gflops >= 1000) return `${(gflops / 1000).toFixed(1)} TFLOP/s`;
  return `${gflops.toFixed(gflops < 10 ? 1 : 0)} GFLOP/s`;
}

/** "measuring q4 on WebGPU" */
export function progressText({ provider, dtype }: SpeedProgress): string {
  return dtype === undefined ? `opening ${PLACES[provider]}` : `measuring ${dtype} on ${PLACES[provider]}`;
}

/** What is to be known of the figures, in sentences. */
export function speedNotes(speeds: readonly DeviceSpeed[]): string[] {
  return speeds.flatMap(({ provider, report: { sampleSize, isComplete, matrixGain } }) => {
    const place = PLACES[provider];
    return [
      sampleSize === 'quarter' ? `${place} is slow, so it was timed on layers a quarter as wide.` : '',
      isComplete ? '' : `There was no time to measure every precision on ${place}.`,
      matrixGain === undefined ? '' : matrixText(matrixGain),
    ].filter((note) => note !== '');
  });
}

function matrixText(gain: number): string {
  if (gain === 0) return 'This GPU failed when its matrix units were used, so they are not used.';
  const times = `The matrix units of this GPU are ${gain.toFixed(2)} times as fast as its other units`;
  return gain >= MIN_MATRIX_GAIN ? `${times}. q4f16 uses them.` : `${times}, so they are not used.`;
}
