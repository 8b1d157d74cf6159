/**
 * When a test ends that hangs. It proves nothing about speed: with twenty programs on each core, one took five minutes that takes
 * a few seconds on an idle machine.
 */
export const testLimitMs = 1_200_000

/** When a wait inside a test ends: a moment before the test does, so that it can say what it waited for. */
export const waitLimitMs = testLimitMs - 60_000
