import { useEffect, useState } from 'react';
import { PictureImage } from '../ui/PictureImage.tsx';
import { useBenchmark } from './useBenchmark.ts';

/** A small picture of the results, where their dataset is open. Its name stands beside it, so that one without is none the worse. */
export function ReportPicture({ name }: { readonly name: string }) {
  const readPicture = useBenchmark((state) => state.readPicture);
  const [picture, setPicture] = useState<{ readonly name: string; readonly blob: Blob }>();
  useEffect(() => {
    let isShown = true;
    readPicture?.(name).then(
      (blob) => isShown && setPicture({ name, blob }),
      () => undefined,
    );
    return () => void (isShown = false);
  }, [readPicture, name]);
  if (picture?.name !== name) return null;
  return (
    <span className="report-picture">
      <PictureImage picture={picture} orientation="official" alt="" />
    </span>
  );
}
