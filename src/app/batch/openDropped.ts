import { chosenName } from './chosenName.ts';
import type { Dropped } from '../ui/dropped.ts';
import { batchOf } from './batch.ts';
import type { BatchHost } from './batchHost.ts';
import { filesOfHandles, filesOfList } from './batchFiles.ts';

/** Opens a dropped dataset on the Batch page. */
export async function openDropped(host: BatchHost, dropped: Dropped): Promise<void> {
  const { actions } = batchOf(host);
  if (dropped.handles.length > 0) return actions.open(await filesOfHandles(dropped.handles));
  if (dropped.kind === 'folder') return actions.open(filesOfList(dropped.name, await dropped.readAll()));
  const { files } = dropped;
  const name = chosenName(files.map((file) => file.name));
  await actions.open(
    filesOfList(
      name,
      files.map((file) => ({ path: file.name, file })),
    ),
  );
}
