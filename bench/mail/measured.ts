import { once } from 'node:events'
import { createInterface } from 'node:readline'

/**
 * Says that a sender is ready, waits until its input says go, runs it, and prints `{ seconds, cpuSeconds, megabytes, grownMegabytes }`:
 * its highest memory, and by how much that of the last half was above that of the first.
 */
export async function measured(work: () => Promise<unknown>): Promise<void> {
  console.log('ready')
  await once(createInterface({ input: process.stdin }), 'line')
  const samples: number[] = []
  const sampling = setInterval(() => samples.push(process.memoryUsage.rss() / 1e6), 100)
  const startedAt = performance.now()
  const cpu = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(cpu)
  const seconds = (performance.now() - startedAt) / 1000
  clearInterval(sampling)
  const half = Math.ceil(samples.length / 2)
  const grownMegabytes = Math.max(...samples.slice(half), 0) - Math.max(...samples.slice(0, half), 0)
  const megabytes = Math.max(...samples, 0)
  console.log(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, megabytes, grownMegabytes }))
  process.exit()
}
