import { ConfigError, readConfig } from './config.ts'
import { logTemporalTo, openLog } from './log.ts'
import { openPlumbline } from './plumbline.ts'
import { stopAsked } from './stop-signals.ts'

/** `npm start`: the worker, with its schedules, until it is told to stop. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const log = openLog(config.logLevel)
  logTemporalTo(log)
  const asked = stopAsked()
  const plumbline = await openPlumbline({ config, log, say: (line) => log.info(line), now: Date.now })
  try {
    log.info(await plumbline.makeSchedulesTrue(), 'schedules are as they should be')
    if (plumbline.temporal.uiUrl !== null) log.info(`Temporal's page: ${plumbline.temporal.uiUrl}`)
    log.info('ready')
    const reason = await Promise.race([asked, plumbline.worked.then(() => 'the end of the worker')])
    log.info(`stopping at ${reason}: activities finish or are handed back`)
  } finally {
    await plumbline.close()
  }
  log.info('stopped')
}

main().catch((error: unknown) => {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 78
})
