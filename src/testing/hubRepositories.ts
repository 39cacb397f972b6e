/** Repositories of a local hub: branches, commits, and the files of each. */
import { createHash, randomBytes } from 'node:crypto';

/** Files of at least this length are large; the real hub's limit is higher, and looks at what is in them, too. */
export const LARGE_BYTES = 10_000;

export type Tree = ReadonlyMap<string, Uint8Array>;

export interface Repository {
  readonly isPrivate: boolean;
  /** Commits by branch. */
  readonly branches: Map<string, string>;
  readonly commits: Map<string, Tree>;
}

export interface CommitLine {
  readonly key: 'header' | 'file' | 'lfsFile' | 'deletedFile';
  readonly value: {
    readonly path?: string;
    readonly content?: string;
    readonly oid?: string;
    readonly parentCommit?: string;
  };
}

/** What became of a commit: the new one, or the status that it is refused with. */
export type Committed = { readonly commitOid: string } | { readonly status: number; readonly error: string };

export class HubRepositories {
  readonly byName = new Map<string, Repository>();

  find(name = '', revision = '') {
    const repository = this.byName.get(name);
    const commit = repository?.branches.get(revision) ?? revision;
    const tree = repository?.commits.get(commit);
    return repository && tree ? { repository, commit, tree } : undefined;
  }

  make(name: string, isPrivate: boolean): Repository {
    const repository = { isPrivate, branches: new Map<string, string>(), commits: new Map<string, Tree>() };
    this.byName.set(name, repository);
    advance(repository, 'main', new Map([['.gitattributes', new TextEncoder().encode('*.onnx filter=lfs\n')]]));
    return repository;
  }

  put(name: string, files: Readonly<Record<string, string>>): void {
    const repository = this.byName.get(name) ?? this.make(name, false);
    const before = this.find(name, 'main')?.tree ?? new Map();
    const added = Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)] as const);
    advance(repository, 'main', new Map([...before, ...added]));
  }

  /** `large`: the large files that have arrived, by digest. */
  commit(name = '', branch = '', lines: readonly CommitLine[], large: ReadonlyMap<string, Uint8Array>): Committed {
    const found = this.find(name, branch);
    if (!found) return { status: 404, error: 'Not found' };
    const tree = new Map(found.tree);
    for (const { key, value } of lines) {
      const { path = '', oid = '', content = '' } = value;
      const arrived = large.get(oid);
      if (key === 'header' && value.parentCommit !== found.commit) return { status: 412, error: 'It has moved' };
      if (key === 'lfsFile' && !arrived) return { status: 400, error: 'A large file has not arrived' };
      if (key === 'lfsFile' && arrived) tree.set(path, arrived);
      if (key === 'file') tree.set(path, Buffer.from(content, 'base64'));
      if (key === 'deletedFile') tree.delete(path);
    }
    return { commitOid: advance(found.repository, branch, tree) };
  }
}

function advance({ branches, commits }: Repository, branch: string, tree: Tree): string {
  const commit = randomBytes(20).toString('hex');
  commits.set(commit, tree);
  branches.set(branch, commit);
  return commit;
}

/** As a listing has it. */
export function treeEntry(path: string, bytes: Uint8Array): object {
  const gitOid = createHash('sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
  const entry = { type: 'file', path, size: bytes.byteLength, oid: gitOid };
  if (bytes.byteLength < LARGE_BYTES) return entry;
  const oid = createHash('sha256').update(bytes).digest('hex');
  return { ...entry, lfs: { oid, size: bytes.byteLength, pointerSize: 134 } };
}
