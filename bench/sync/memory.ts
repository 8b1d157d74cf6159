import { connectedTo, startSite } from './site.ts'

const latencyMs = 20

/** Prints what a first sync of Jira takes at several sizes. */
export async function reportMemory(sizes: readonly number[]): Promise<void> {
  console.log(
    `First syncs of Jira at ${latencyMs} ms a request; the largest memory of the process that reads and stores`,
  )
  console.log('tickets  ours s  s per 1,000     MB')
  for (const tickets of sizes) {
    await using stack = new AsyncDisposableStack()
    const site = await startSite(stack, tickets)
    await site.requestsUpToNow(latencyMs)
    const plumbline = await connectedTo(stack, site)
    const { seconds, megabytes } = await plumbline('sync')
    const perThousand = (seconds / tickets) * 1000
    console.log(
      [
        String(tickets).padStart(7),
        seconds.toFixed(1).padStart(7),
        perThousand.toFixed(2).padStart(12),
        String(megabytes?.toFixed(0) ?? '?').padStart(6),
      ].join(' '),
    )
  }
  console.log('aims     400 MB at every size; from the second size on the same time per 1,000\n')
}
