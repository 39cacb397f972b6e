import type { ReactNode } from 'react';
import { BatchHostContext } from '../batch/batchHost.ts';
import { BenchmarkContext } from '../benchmark/useBenchmark.ts';
import { LibraryContext } from '../keptModels/useLibrary.ts';
import { ModelContext } from '../model/useModel.ts';
import { ExplainerContext } from '../occlusion/explainer.ts';
import { StageContext } from '../score/useStage.ts';
import { TastesHostContext } from '../tastes/tastesHost.ts';
import { type Shell, ShellContext } from './rooms.ts';

/** Lends each room to its components. */
export function RoomsProvider({ shell, children }: { readonly shell: Shell; readonly children: ReactNode }) {
  return (
    <ShellContext value={shell}>
      <ModelContext value={shell.model}>
        <LibraryContext value={shell.library}>
          <StageContext value={shell.stage}>
            <BenchmarkContext value={shell.benchmark}>
              <ExplainerContext value={shell.explainer}>
                <TastesHostContext value={shell.tastesHost}>
                  <BatchHostContext value={shell.batchHost}>{children}</BatchHostContext>
                </TastesHostContext>
              </ExplainerContext>
            </BenchmarkContext>
          </StageContext>
        </LibraryContext>
      </ModelContext>
    </ShellContext>
  );
}
