import { describe, expect, it } from 'vitest';
import { datasetPaths, filesOfHandles, filesOfList, NoDatasetError } from './batchFiles.ts';

/** A folder as the File System Access API shows it. */
function folder(name: string, children: readonly FileSystemHandle[]): FileSystemDirectoryHandle {
  const child = (wanted: string) => {
    const found = children.find((one) => one.name === wanted);
    if (!found) throw new DOMException('not there', 'NotFoundError');
    return found;
  };
  return {
    kind: 'directory',
    name,
    async *entries() {
      for (const one of children) yield [one.name, one];
    },
    getFileHandle: async (wanted: string) => child(wanted),
    getDirectoryHandle: async (wanted: string) => child(wanted),
  } as unknown as FileSystemDirectoryHandle;
}

function file(name: string): FileSystemFileHandle {
  return { kind: 'file', name, getFile: async () => new File([name], name) } as unknown as FileSystemFileHandle;
}

describe('files of handles', () => {
  it('are found by their paths, and opened when they are asked for', async () => {
    const files = await filesOfHandles([folder('set', [file('p.json'), folder('images', [file('a.png')])])]);
    expect([...files.paths]).toEqual(['set/p.json', 'set/images/a.png']);
    expect((await files.open('set/images/a.png'))?.name).toBe('a.png');
    expect(await files.open('set/images/b.png')).toBeUndefined();
    expect(await files.open('other/p.json')).toBeUndefined();
    expect(files.handles).toHaveLength(1);
  });

  it('are without those that operating systems keep for themselves', async () => {
    const inside = [file('p.json'), file('._p.json'), file('.DS_Store'), folder('__MACOSX', [file('p.json')])];
    expect([...(await filesOfHandles([folder('set', inside)])).paths]).toEqual(['set/p.json']);
    expect([...listed('set/p.json', 'set/._p.json', 'set/Thumbs.db', '__MACOSX/set/p.json').paths]).toEqual([
      'set/p.json',
    ]);
  });

  it('may be loose', async () => {
    const files = await filesOfHandles([file('p.csv'), file('a.png')]);
    expect([...files.paths]).toEqual(['p.csv', 'a.png']);
    expect((await files.open('a.png'))?.name).toBe('a.png');
  });
});

function listed(...paths: string[]) {
  return filesOfList(
    'set',
    paths.map((path) => ({ path, file: new File([], path) })),
  );
}

describe('datasetPaths', () => {
  it('takes the uppermost first', () => {
    expect(datasetPaths(listed('set/x/a.json', 'set/c.parquet', 'set/b.JSONL', 'set/i.png'))).toEqual([
      'set/b.JSONL',
      'set/c.parquet',
      'set/x/a.json',
    ]);
  });

  it.each(['a.json', 'a.jsonl', 'a.jsonlines', 'a.ndjson', 'a.csv', 'a.tsv', 'a.TAB', 'a.parquet'])(
    'takes %s, a kind that is read',
    (name) => {
      expect(datasetPaths(listed(`set/${name}`, 'set/i.png'))).toEqual([`set/${name}`]);
    },
  );

  it('says what is needed when there is none', () => {
    expect(() => datasetPaths(listed('set/a.png'))).toThrow(NoDatasetError);
    expect(() => datasetPaths(listed('set/votes.ZIP'))).toThrow(
      'Unpack set/votes.ZIP, then choose the folder that it makes.',
    );
  });
});
