/** The largest form that is read; a rule file is some hundred kilobytes. */
export const mostBodyBytes = 1_000_000

/** How long a request may take to arrive. */
export const arriveWithinMs = 30_000

/** How long an answer may take. Ours take a few hundred milliseconds; what takes longer has met a lock or a dead server. */
export const answerWithinMs = 30_000

/** How long a form that wasn't read before something failed may take to be shown again. */
export const readAfterFailureMs = 5_000

/** How long answers under way may go on once the server is to stop. */
export const stopWithinMs = 5_000

/** The work took longer than an answer may. */
export class TooSlowError extends Error {
  override readonly name = 'TooSlowError'
}

/** The result of a page's work. @throws TooSlowError when it takes too long; what it still does is of no use any more */
export async function withinTime<Result>(work: Promise<Result>, ms = answerWithinMs): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new TooSlowError(`no answer within ${ms} ms`)), ms)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
