/** CPU time that one look takes. */
const lookMs = 50

/**
 * How many times longer than on an idle machine work takes at this moment: 1 where a core is free, 5 where five programs want it.
 * For limits that a promise names in seconds.
 */
export function slowdown(): number {
  const startedAt = performance.now()
  const before = process.threadCpuUsage()
  let cpuMs = 0
  while (cpuMs < lookMs) {
    const { user, system } = process.threadCpuUsage(before)
    cpuMs = (user + system) / 1_000
  }
  return Math.max(1, (performance.now() - startedAt) / cpuMs)
}

/** How often `watchSlowdown` looks: a twentieth of a core. */
const lookEveryMs = 1_000

/** Looks again and again, since a machine that is idle at the end of a wait may have been busy in the middle of it. */
export function watchSlowdown(): { worst(): number; [Symbol.dispose](): void } {
  let worst = slowdown()
  const look = (): void => {
    worst = Math.max(worst, slowdown())
  }
  const looking = setInterval(look, lookEveryMs)
  return {
    worst() {
      look()
      return worst
    },
    [Symbol.dispose]: () => clearInterval(looking),
  }
}
