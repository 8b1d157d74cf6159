import { Socket } from 'node:net'
import { pino } from 'pino'
import { logTemporalTo } from '../../worker/logging/temporal-log.ts'
import { openPlumbline } from '../../worker/plumbline.ts'
import { readConfig } from '../../worker/settings/config.ts'
import { mainTaskQueue } from '../../workflows/ids.ts'

/** A worker in a process of its own, to be killed: the environment is that of `npm start`. Says "ready" when it works. */
const log = pino({ base: null }, pino.destination(2))
logTemporalTo(log)
// The test's end of standard input closes with the test, even if that is killed: no worker outlives it.
new Socket({ fd: 0, readable: true, writable: false }).resume().once('close', () => process.exit(0))
const { workerEnded } = await openPlumbline(
  { config: readConfig(process.env), log, say: () => undefined, now: Date.now },
  { taskQueue: mainTaskQueue, does: 'deliver' },
)
process.stdout.write('ready\n')
await workerEnded
