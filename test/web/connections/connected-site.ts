import { rmSync } from 'node:fs'
import { pino } from 'pino'
import { afterAll, beforeAll } from 'vitest'
import type { Store } from '../../../adapters/store/sql/client.ts'
import type { Company } from '../../../fakes/company/records.ts'
import { makeAdmin } from '../../../queries/sign-in/admins.ts'
import { openSite } from '../../../web/site.ts'
import { openPlumbline, type Plumbline } from '../../../worker/plumbline.ts'
import { readConfig } from '../../../worker/settings/config.ts'
import { mainTaskQueue } from '../../../workflows/ids.ts'
import { unpacedSender } from '../../builders/mail-sender.ts'
import { environmentOf, newSecretKey, startTrackers, type Trackers } from '../../journey/scene.ts'
import { createTestDatabase } from '../../setup/database.ts'
import { makeTestFolder } from '../../setup/test-folder.ts'
import { openOwnNamespace } from '../../worker/own-namespace.ts'
import { people } from '../people.ts'

export interface ConnectedSite {
  readonly store: Store
  readonly origin: string
  readonly trackers: Trackers
  readonly plumbline: Plumbline
  /** All that was logged. */
  readonly log: string[]
  now(): number
}

/** The real site beside a worker on an empty store, with an admin, and trackers of a company to connect. */
export function connectedSiteForThisFile(company: Company): () => ConnectedSite {
  let site: ConnectedSite | null = null
  const closing: (() => Promise<void>)[] = []
  beforeAll(async () => {
    const now = () => company.asOfAt
    const folder = makeTestFolder()
    closing.push(async () => rmSync(folder, { recursive: true, force: true }))
    const database = await createTestDatabase()
    closing.push(() => database.drop())
    const namespace = await openOwnNamespace()
    closing.push(() => namespace.close())
    const trackers = await startTrackers(company, now)
    closing.push(async () => trackers[Symbol.asyncDispose]())
    const environment = environmentOf(
      {
        databaseUrl: database.url,
        temporalAddress: namespace.address,
        namespace: namespace.namespace,
        smtpUrl: 'smtp://127.0.0.1:1',
        secretKey: newSecretKey().text,
      },
      folder,
    )
    const config = readConfig(environment)
    const log: string[] = []
    const logger = pino({ base: null }, { write: (line: string) => void log.push(line) })
    const surroundings = { config, log: logger, say: () => undefined, now }
    const plumbline = await openPlumbline(surroundings, { taskQueue: mainTaskQueue, does: 'measure' })
    closing.push(() => plumbline.close())
    const { store, keys, temporal } = plumbline
    await makeAdmin(store, { email: people.admin, actor: 'command line', nowAt: now() })
    const open = await openSite(
      {
        ...{
          store,
          keys,
          temporal,
          now,
          log: logger,
          publicOrigin: null,
          mailLinkDays: null,
          trustsProxy: false,
          provider: null,
        },
        syncEveryMinutes: config.syncEveryMinutes,
        mail: {
          ...unpacedSender,
          mailer: {
            send: async () => ({ kind: 'sent', reply: '250 kept' }),
            close: () => Promise.resolve(),
          },
          identity: { from: 'plumbline@company.example', messageIdDomain: 'company.example', replyTo: null },
          relay: async () => ({ kind: 'answers' }),
        },
      },
      { host: '127.0.0.1', port: 0 },
    )
    closing.push(() => open.close())
    site = { store, origin: open.publicOrigin, trackers, plumbline, log, now }
  })
  afterAll(async () => {
    for (const close of closing.toReversed()) await close()
  })
  return () => {
    if (site === null) throw new Error('the site is open while tests run')
    return site
  }
}
