/** How long after Ctrl-C each step may take, in milliseconds. */
export interface StopTimes {
  /** Until a command says that the end of what it ran can't be told. */
  readonly endKnownWithinMs: number
  /** Until whatever a command still does is no longer waited for. */
  readonly commandWithinMs: number
}

export const stopTimes: StopTimes = { endKnownWithinMs: 3_000, commandWithinMs: 3_700 }

/** Until the process ends, our own servers with it: less than the five seconds that a person is promised. */
export const processEndsWithinMs = 4_500
