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
