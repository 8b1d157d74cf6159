/** A clock that only sleeping moves, so that a test of waiting takes no time and can say how long was waited. */
export function virtualClock(startAt = Date.parse('2026-03-02T09:00:00Z')) {
  let at = startAt
  const slept: number[] = []
  return {
    now: () => at,
    sleep: async (ms: number) => {
      slept.push(ms)
      at += ms
    },
    pass: (ms: number) => {
      at += ms
    },
    slept,
  }
}
