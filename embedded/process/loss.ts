/** A promise that rejects once a server has ended; unhandled, it doesn't fail the process. */
export function lossOf(ended: Promise<void>, errorOf: () => Error): Promise<never> {
  const lost = ended.then(() => {
    throw errorOf()
  })
  lost.catch(() => undefined)
  return lost
}

/** For a server that isn't ours: its clients notice. */
export const neverLost = new Promise<never>(() => undefined)
