import type { Dtype } from '../../core/modelPackage/manifest.ts';
import { useLibrary } from '../keptModels/useLibrary.ts';

interface CalibrateFieldProps {
  readonly dtype: Dtype;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Whether a dtype has matrices of 4 bits: others are not calibrated. */
export function isCalibrated(dtype: Dtype): boolean {
  return dtype.startsWith('q4');
}

/** Whether the conversion is calibrated with pictures of the batch that is open. */
export function CalibrateField({ dtype, isOn, onChange }: CalibrateFieldProps) {
  const name = useLibrary(({ batch }) => batch?.name);
  if (!isCalibrated(dtype)) return null;
  if (name === undefined) {
    return (
      <p className="muted">
        Four bits order edits closer to the original if they are calibrated. Open pictures of the kind that you will
        score on the Batch page, then convert.
      </p>
    );
  }
  return (
    <label className="check">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>
        Calibrate with {name}: orders edits closer, and is as large. The model judges up to 16 of its pictures on the
        CPU, and the weights are written twice.
      </span>
    </label>
  );
}
