import { useMemo } from 'react';
import { datasetKind } from '../../core/dataset/datasetItem.ts';
import { kindProblem } from '../../core/dataset/datasetKindError.ts';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import { useLibrary } from '../keptModels/useLibrary.ts';
import { useRoom } from '../ui/useRoom.ts';
import { useSelected } from '../ui/useSelected.ts';
import type { VoteStore } from '../votes/voteStore.ts';
import { thereAreText } from './learnedText.ts';
import type { Material } from './material.ts';
import { countVotes, materialOfDataset, type VoteCount } from './materialOfDataset.ts';
import { countSources, materialOfVotes, votesForTask } from './materialOfVotes.ts';
import { TastesHostContext } from './tastesHost.ts';
import { useBlindVotes } from './useBlindVotes.ts';

/** What a taste can be trained from. */
export interface OfferedMaterial {
  readonly count: VoteCount;
  /** How much there is, and where. */
  readonly text: string;
  /** Why the model cannot learn from it, or why it could not be read. */
  readonly problem: string | undefined;
  readonly material: (store: VoteStore) => Material;
}

export interface Materials {
  /** Undefined until the votes are read. */
  readonly votes: OfferedMaterial | undefined;
  /** The dataset that is open on Batch, where people have judged its pictures. */
  readonly dataset: (OfferedMaterial & { readonly name: string }) | undefined;
  readonly isOfDataset: boolean;
}

export function useMaterials(model: ModelStatus['model']): Materials {
  const votes = useVotes(model);
  const dataset = useDataset(model);
  const choice = useSelected(useRoom(TastesHostContext).choice, (chosen) => chosen);
  return { votes, dataset, isOfDataset: dataset !== undefined && choice !== 'votes' };
}

function useVotes(model: ModelStatus['model']): OfferedMaterial | undefined {
  const { votes: all, problem } = useBlindVotes();
  return useMemo(() => {
    if (!all) return undefined;
    const votes = votesForTask(all, model.task);
    const count = { votes: votes.length, sources: countSources(votes) };
    const text = `${thereAreText(count, 'blind vote')} on this device that ${model.id} can learn from.`;
    return { count, text, problem, material: (store) => materialOfVotes(votes, store) };
  }, [all, problem, model]);
}

function useDataset(model: ModelStatus['model']): Materials['dataset'] {
  const batch = useLibrary((library) => library.batch);
  return useMemo(() => {
    const voted = batch?.voted();
    const count = voted && countVotes(voted.items);
    if (!voted || !count || count.votes === 0) return undefined;
    const text = `${thereAreText(count, 'vote')} in ${voted.name}.`;
    const problem = kindProblem(voted.name, datasetKind(voted.items), model);
    return { name: voted.name, count, text, problem, material: () => materialOfDataset(voted) };
  }, [batch, model]);
}
