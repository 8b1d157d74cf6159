/** Rejects once a server has ended. Nobody need watch it: unwatched, it is no failure of the process. */
export function lossOf(ended: Promise<void>, errorOf: () => Error): Promise<never> {
  const lost = ended.then(() => {
    throw errorOf()
  })
  lost.catch(() => undefined)
  return lost
}

/** For a server that isn't ours: its clients notice. */
export const neverLost = new Promise<never>(() => undefined)
