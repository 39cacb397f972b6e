import { useEffect, useState } from 'react';
import { PictureImage } from '../../ui/PictureImage.tsx';
import type { ReadSample } from './useSamplePictures.ts';

interface SamplePictureProps {
  readonly name: string;
  /** Undefined for a picture in the dataset's file itself. */
  readonly read: ReadSample | undefined;
}

/** A picture that a row names, with its name beneath. */
export function SamplePicture({ name, read }: SamplePictureProps) {
  const [blob, setBlob] = useState<Blob>();
  useEffect(() => {
    let isGone = false;
    // A file that went meanwhile is shown as one that is not there.
    read?.(name).then(
      (found) => isGone || setBlob(found),
      () => undefined,
    );
    return () => void (isGone = true);
  }, [name, read]);
  return (
    <span className="sample-picture" title={name}>
      {blob && <PictureImage picture={{ name, blob }} orientation="official" alt="" />}
      <span>{name}</span>
    </span>
  );
}
