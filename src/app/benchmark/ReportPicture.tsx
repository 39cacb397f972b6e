import { useEffect, useState } from 'react';
import { PictureImage } from '../ui/PictureImage.tsx';
import { useInSight } from '../ui/useInSight.ts';
import { pictureReaderOf } from './benchmarkState.ts';
import { useBenchmark } from './useBenchmark.ts';

interface ReportPictureProps {
  readonly name: string;
  /** Of which of several runs it is. */
  readonly run?: number;
}

/**
 * A small picture of the results, where their dataset is open, read once it is in sight. Its name stands beside it, so that one
 * without is none the worse.
 */
export function ReportPicture({ name, run = 0 }: ReportPictureProps) {
  const readPicture = useBenchmark((state) => pictureReaderOf(state, run));
  const [watch, isInSight] = useInSight();
  const [read, setRead] = useState<{ readonly name: string; readonly blob: Blob | undefined }>();
  useEffect(() => {
    if (!isInSight || !readPicture) return undefined;
    let isShown = true;
    const show = (blob?: Blob) => isShown && setRead({ name, blob });
    readPicture(name).then(show, () => show());
    return () => void (isShown = false);
  }, [readPicture, name, isInSight]);
  const known = read?.name === name ? read : undefined;
  if (!readPicture || (known && !known.blob)) return null;
  return (
    <span ref={watch} className="report-picture">
      {known?.blob && <PictureImage picture={{ name, blob: known.blob }} orientation="official" alt="" />}
    </span>
  );
}
