/** Each part begins with a letter or a digit: `./a` and `../a` are paths. */
const REPOSITORY = /^\w[\w.-]*\/\w[\w.-]*$/;

/** Whether a text is of the form that a repository's name has on a hub of models: `owner/name`. */
export function isHubRepository(text: string): boolean {
  return REPOSITORY.test(text);
}
