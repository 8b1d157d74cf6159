/** Tells the person at the terminal one line of what is happening. */
export type Say = (line: string) => void

/** @internal for tests */
export const silent: Say = () => undefined
