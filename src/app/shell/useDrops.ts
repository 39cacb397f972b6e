import { hasSource } from '../../core/task.ts';
import type { StageView } from '../score/stageState.ts';
import { taskText } from '../score/taskText.ts';
import { useStage } from '../score/useStage.ts';
import { useRoom } from '../ui/useRoom.ts';
import { type Route, useRoute } from '../ui/useRoute.ts';
import { ShellContext } from './rooms.ts';
import { dropReceiver } from './takeDropped.ts';
import { useDropAndPaste } from './useDropAndPaste.ts';

/** Takes what is dropped or pasted on any page. Returns what a drop would do while something is dragged. */
export function useDrops(): string | undefined {
  const rooms = useRoom(ShellContext);
  const route = useRoute();
  const note = useStage((view) => dropNote(route, view));
  return useDropAndPaste(dropReceiver(rooms, route)) ? note : undefined;
}

function dropNote(route: Route, { source, task }: StageView): string {
  if (route === 'models') return 'Drop a folder: a model package, or a checkpoint to convert';
  if (route === 'benchmark') return 'Drop results, or the folder that they are in';
  if (route === 'batch') return 'Drop a folder with a dataset and its images';
  return source || !hasSource(task) ? taskText(task).drop : 'Drop to add: the first picture is the source';
}
