import { use } from 'react';
import { messageOf } from '../../core/errors.ts';
import { hasSource } from '../../core/task.ts';
import { checkpointOfFolder } from '../models/checkpointFolder.ts';
import { isDatasetName } from '../batch/datasetName.ts';
import type { Dropped } from '../ui/dropped.ts';
import { explainFileless, type Fileless } from './filelessDrop.ts';
import { resultsOf } from '../benchmark/droppedResults.ts';
import { loadPart } from '../ui/loadPart.ts';
import { packageOfFolder } from '../../client/chosenPackage.ts';
import { PageContext, usePage } from './page.ts';
import type { Problem } from '../score/appState.ts';
import { taskText } from '../model/taskText.ts';
import { type DropPlace, useDropAndPaste } from './useDropAndPaste.ts';
import { type Route, ROUTES, useRoute } from '../ui/useRoute.ts';

type DroppedFiles = Extract<Dropped, { kind: 'files' }>;
type DroppedFolder = Extract<Dropped, { kind: 'folder' }>;

/**
 * Takes what is dropped or pasted on any page: pictures to the Score page; a model package, which is loaded there and
 * copied on the Models page; a checkpoint to be converted; a dataset, or any other folder, to the Batch page; results, on the
 * Benchmark page alone. Returns what a drop would do while something is dragged.
 */
export function useDrops(): string | undefined {
  const { state, dispatch, actions, library } = usePage();
  const page = use(PageContext);
  const route = useRoute();

  async function openBatch(dropped: Dropped): Promise<void> {
    goTo('batch');
    const { openDropped } = await loadPart(loadOpenDropped);
    if (page) await openDropped(page, dropped);
  }

  async function takeFolder(dropped: DroppedFolder): Promise<void> {
    const { name, files } = dropped;
    const isPackage = [/\/manifest\.json$/, /\.onnx$/].every((part) => files.some(({ path }) => part.test(path)));
    const checkpoint = isPackage ? undefined : checkpointOfFolder(name, files);
    if (checkpoint) {
      goTo('models');
      dispatch({ type: 'checkpointChosen', checkpoint });
      return;
    }
    if (route === 'models') await library.importFolder(name, files);
    else if (!isPackage) await openBatch(dropped);
    else await actions.loadModel({ label: name, location: packageOfFolder(name, files) });
  }

  function take(dropped: Dropped, place: DropPlace): void {
    const holdsFiles = dropped.kind === 'folder' || dropped.files.length > 0;
    if (route === 'benchmark' && holdsFiles) return void page?.benchmark.actions.open(resultsOf(dropped));
    if (dropped.kind === 'files') return takeFiles(dropped, place);
    takeFolder(dropped).catch(tellFailure(dropped.name));
  }

  function takeFiles(dropped: DroppedFiles, place: DropPlace): void {
    const { files, folders = [] } = dropped;
    const isBatch = route === 'batch' || files.some(({ name }) => isDatasetName(name));
    if (isBatch) return void openBatch(dropped).catch(tellFailure(nameOf(dropped)));
    const problems = folders.map((name) => ({
      file: name,
      message: `The folder ${name} was left out: drop it alone.`,
    }));
    if (files.length > 0) {
      goTo('score');
      return void actions.addFiles(files, place).then(() => problems.length > 0 && tellMore(problems));
    }
    if (folders.length > 0) tellMore(problems);
    else explain({ types: [], html: '' });
  }

  const tell = (file: string, message: string) => show([{ file, message }]);
  const tellFailure = (file: string) => (error: unknown) => tell(file, messageOf(error));
  const explain = (held: Fileless) => tell('', explainFileless(held, route));
  const tellMore = (problems: readonly Problem[]) => show([...(page?.store.getState().problems ?? []), ...problems]);
  const show = (problems: readonly Problem[]) =>
    dispatch({ type: 'picturesAdded', pictures: [], problems, place: 'auto' });

  const dragging = useDropAndPaste({ onDropped: take, onFileless: explain, onUnreadable: tellFailure('') });
  if (!dragging) return undefined;
  if (route === 'models') return 'Drop a folder: a model package, or a checkpoint to convert';
  if (route === 'benchmark') return 'Drop results, or the folder that they are in';
  if (route === 'batch') return 'Drop a folder with a dataset and its images';
  if (state.source || !hasSource(state.task)) return taskText(state.task).drop;
  return 'Drop to add: the first picture is the source';
}

/** With it comes all that a first visit does not need. */
const loadOpenDropped = () => import('../batch/openDropped.ts');

function nameOf({ files }: DroppedFiles): string {
  return files[0]?.name ?? '';
}

function goTo(route: Route): void {
  location.hash = ROUTES[route];
}
