/** A long calculation that stops between its steps: whoever runs it may do something else there, or give it up. */
export type Steps<Result> = Generator<void, Result, void>

/** Runs a calculation to its end without a pause. */
export function runAtOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}
