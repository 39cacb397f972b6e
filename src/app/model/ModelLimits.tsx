import { useState } from 'react';
import { usePart } from '../ui/usePart.ts';
import { loadedModel } from './modelState.ts';
import { useModel } from './useModel.ts';

/** What the loaded model cannot judge, if there is something; and once it matters, what this site offers instead. */
export function ModelLimits({ loud }: { readonly loud: boolean }) {
  const limits = useModel((state) => loadedModel(state)?.limits);
  if (limits === undefined) return null;
  return (
    <>
      <p className={loud ? 'warning limits' : 'muted limits'} role="note">
        {limits} For photographs, use EditReward 7B: <a href="#/models">how to get it</a>.
      </p>
      {loud && <OffersHere />}
    </>
  );
}

const loadOffers = () => import('./OfferedModels.tsx');

function OffersHere() {
  const [isMissing, setIsMissing] = useState(false);
  // The note itself says where else to look.
  const part = usePart(loadOffers, !isMissing, () => setIsMissing(true));
  return part && <part.OfferedModels />;
}
