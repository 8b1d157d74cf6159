/**
 * A process of its own that uses servers on a folder and can be killed: `server-user.ts FOLDER [TEMPORAL_PROGRAM]`. Prints
 * where they are as one line of JSON, then `lost: …` should one end. Leaves them when its standard input ends.
 */
import { join } from 'node:path'
import { startPostgres } from '../../embedded/postgres/server.ts'

const [folder = '', binary] = process.argv.slice(2)
const log = (): void => undefined
const [postgres, temporal] = await Promise.all([
  startPostgres({ dataDir: join(folder, 'postgres'), log, durable: false }),
  binary === undefined ? null : startOwnTemporal(binary),
])
console.log(JSON.stringify({ url: postgres.url, address: temporal?.address ?? null }))
let leaving = false
for (const { lost } of temporal === null ? [postgres] : [postgres, temporal])
  lost.catch((error: unknown) => {
    if (!leaving) console.log(`lost: ${error instanceof Error ? error.message : String(error)}`)
  })
process.stdin.resume().once('end', async () => {
  leaving = true
  await Promise.all([postgres.stop(), temporal?.stop()])
  process.exit(0)
})

/** Temporal's client is loaded only where it is used. */
async function startOwnTemporal(program: string) {
  const { startTemporal } = await import('../../embedded/temporal/server.ts')
  return await startTemporal({ dataDir: join(folder, 'temporal'), log, binary: program, uiPort: null })
}
