/** Put in by `src/build/siteFolders.ts`: relative to the site, with a slash at the end. */
interface ImportMetaEnv {
  readonly NANO_FOLDER: string;
  readonly EXAMPLES_FOLDER: string;
}
