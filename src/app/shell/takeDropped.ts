import { packageOfFolder } from '../../client/chosenPackage.ts';
import { messageOf } from '../../core/errors.ts';
import { isDatasetName } from '../batch/datasetName.ts';
import { resultsOf } from '../benchmark/droppedResults.ts';
import { checkpointOfFolder } from '../keptModels/checkpointFolder.ts';
import type { Problem } from '../score/stageState.ts';
import type { Dropped } from '../ui/dropped.ts';
import { loadPart } from '../ui/loadPart.ts';
import { type Route, ROUTES } from '../ui/useRoute.ts';
import { explainFileless, type Fileless } from './filelessDrop.ts';
import type { Rooms } from './rooms.ts';
import type { DropPlace } from './useDropAndPaste.ts';

type DroppedFiles = Extract<Dropped, { kind: 'files' }>;
type DroppedFolder = Extract<Dropped, { kind: 'folder' }>;

/** What drops do on the page `route`. Failures are told among the problems. */
export interface DropReceiver {
  readonly onDropped: (dropped: Dropped, place: DropPlace) => void;
  readonly onFileless: (held: Fileless) => void;
  readonly onUnreadable: (error: unknown) => void;
}

/**
 * Pictures go to the Score page; a model package is loaded there, and copied on the Models page; a checkpoint is to be
 * converted; a dataset, or any other folder, goes to the Batch page; results are taken on the Benchmark page alone.
 */
export function dropReceiver(rooms: Rooms, route: Route): DropReceiver {
  const tellFailure = (file: string) => (error: unknown) => tell(rooms, [{ file, message: messageOf(error) }]);
  return {
    onDropped(dropped, place) {
      const holdsFiles = dropped.kind === 'folder' || dropped.files.length > 0;
      if (route === 'benchmark' && holdsFiles) return void rooms.benchmark.actions.open(resultsOf(dropped));
      if (dropped.kind === 'folder') return void takeFolder(rooms, route, dropped).catch(tellFailure(dropped.name));
      takeFiles(rooms, route, dropped, place).catch(tellFailure(dropped.files[0]?.name ?? ''));
    },
    onFileless: (held) => explain(rooms, route, held),
    onUnreadable: tellFailure(''),
  };
}

async function takeFolder(rooms: Rooms, route: Route, dropped: DroppedFolder): Promise<void> {
  const { name, files } = dropped;
  const isPackage = [/\/manifest\.json$/, /\.onnx$/].every((part) => files.some(({ path }) => part.test(path)));
  const checkpoint = isPackage ? undefined : checkpointOfFolder(name, files);
  if (checkpoint) {
    goTo('models');
    rooms.library.store.dispatch({ type: 'checkpointChosen', checkpoint });
    return;
  }
  if (route === 'models') await rooms.library.actions.importFolder(name, files);
  else if (!isPackage) await openBatch(rooms, dropped);
  else await rooms.model.actions.load({ label: name, location: packageOfFolder(name, files) });
}

async function takeFiles(rooms: Rooms, route: Route, dropped: DroppedFiles, place: DropPlace): Promise<void> {
  const { files, folders = [] } = dropped;
  if (route === 'batch' || files.some(({ name }) => isDatasetName(name))) return openBatch(rooms, dropped);
  const problems = folders.map((name) => ({ file: name, message: `The folder ${name} was left out: drop it alone.` }));
  if (files.length === 0 && folders.length === 0) return explain(rooms, route, { types: [], html: '' });
  if (files.length > 0) {
    goTo('score');
    await rooms.stage.actions.addFiles(files, place);
  }
  if (problems.length > 0) tell(rooms, problems, true);
}

async function openBatch({ batchHost }: Rooms, dropped: Dropped): Promise<void> {
  goTo('batch');
  const { openDropped } = await loadPart(loadOpenDropped);
  await openDropped(batchHost, dropped);
}

/** With it comes all that a first visit does not need. */
const loadOpenDropped = () => import('../batch/openDropped.ts');

function explain(rooms: Rooms, route: Route, held: Fileless): void {
  tell(rooms, [{ file: '', message: explainFileless(held, route) }]);
}

function tell({ stage }: Rooms, problems: readonly Problem[], beside = false): void {
  stage.store.dispatch({ type: 'problemsFound', problems, beside });
}

function goTo(route: Route): void {
  location.hash = ROUTES[route];
}
