import { type Subject, workOn } from '../keptModels/library.ts';
import { useLibrary } from '../keptModels/useLibrary.ts';
import { WorkProgress } from './WorkProgress.tsx';

/** What is under way on a model of the list, or why it ended; nothing at rest. */
export function SubjectWork({ subject }: { readonly subject: Subject }) {
  const work = useLibrary((library) => workOn(library, subject));
  return work && <WorkProgress work={work} />;
}
