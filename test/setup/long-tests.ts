/**
 * Whether a run takes the long tests too: by `--all`, or as what it names, in files or in one of vitest's projects.
 * @param words as they were given
 * @param files the words that name files or folders
 */
export function isLongAsked(
  words: readonly string[],
  files: readonly string[],
  project: string | readonly string[] | undefined,
): boolean {
  return words.includes('--all') || files.length > 0 || project !== undefined
}
