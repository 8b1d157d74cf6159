/** For a server that another process runs: we don't see its end. */
export const neverLost = new Promise<never>(() => undefined)

/** Rejects once the server has exited. Nobody need watch it: unwatched, it is no failure of the process. */
export function lossOf(exited: Promise<number>, errorOf: () => Error): Promise<never> {
  const lost = exited.then(() => {
    throw errorOf()
  })
  lost.catch(() => undefined)
  return lost
}
