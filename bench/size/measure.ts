/** Measures one stage in a process of its own, so that its memory is its own: prints `{ seconds, cpuSeconds, megabytes }`. */

import { betweenSlices } from '../../activities/heartbeat.ts'
import { effortActivities } from '../../activities/measure/effort.ts'
import { buildVersion } from '../../adapters/build-version.ts'
import { openStore } from '../../adapters/store/sql/client.ts'
import { asOfAt, quarter } from './company.ts'

const [databaseUrl = ''] = process.argv.slice(2)
const store = await openStore({ databaseUrl })
const activities = effortActivities({ store, now: () => asOfAt, betweenSlices, codeVersion: buildVersion })
const startedAt = performance.now()
const cpu = process.cpuUsage()
await activities.measureQuarter({ quarter, asOfAt })
const { user, system } = process.cpuUsage(cpu)
console.log(
  JSON.stringify({
    seconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: (user + system) / 1e6,
    megabytes: process.resourceUsage().maxRSS / 1024,
  }),
)
await store.close()
