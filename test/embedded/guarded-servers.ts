/** Started by servers.test.ts as a process of its own, to be killed: runs both servers on a folder and says where. */
import { join } from 'node:path'
import { startPostgres } from '../../embedded/postgres/server.ts'
import { findTemporalBinary } from '../../embedded/temporal/binary.ts'
import { startTemporal } from '../../embedded/temporal/server.ts'

const [folder = '', explicitPath = null] = process.argv.slice(2)
const log = (): void => undefined
const binary = await findTemporalBinary({ explicitPath, log })
const [postgres, temporal] = await Promise.all([
  startPostgres({ dataDir: join(folder, 'postgres'), log }),
  startTemporal({ dataDir: join(folder, 'temporal'), log, binary, uiPort: null }),
])
console.log(JSON.stringify({ url: postgres.url, address: temporal.address }))
setInterval(() => undefined, 60_000)
