import { useEffect } from 'react';
import { useLibrary, useLibraryActions } from '../keptModels/useLibrary.ts';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { SITE_URL } from '../ui/siteUrl.ts';
import { OfferedModel } from './OfferedModel.tsx';
import './offered.css';

/** The models that the owner of the site offers, where there are some. */
export function OfferedModels() {
  const { open, findOffered } = useLibraryActions();
  const offered = useLibrary((library) => library.offered);
  const error = useLibrary((library) => library.offerError);
  useEffect(open, [open]);
  useEffect(() => void findOffered(SITE_URL), [findOffered]);
  return (
    <>
      <ErrorLine text={error?.message} />
      {offered?.map((entry) => (
        <OfferedModel key={entry.sha256} entry={entry} />
      ))}
    </>
  );
}
