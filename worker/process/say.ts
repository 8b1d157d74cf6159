/** Prints one line of progress for the person at the terminal. */
export type Say = (line: string) => void

/** @internal for tests */
export const silent: Say = () => undefined
