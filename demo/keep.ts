import type { Client } from '@temporalio/client'
import { minuteMs } from '../domain/instant.ts'
import { linkLifeMs } from '../domain/sign-in/limits.ts'
import { type OpenSite, openSite } from '../web/site.ts'
import { webMail } from '../worker/parts/mail-identity.ts'
import type { Surroundings } from '../worker/parts/store.ts'
import type { Plumbline } from '../worker/plumbline.ts'
import type { Say } from '../worker/process/say.ts'
import { ownerFileOf } from './config.ts'
import { demoLink, demoVisitors } from './links.ts'
import { announceSite } from './running-site.ts'

/** Opens the pages on the demo's data and clock, on this machine alone, and says how to sign in to them. */
export async function openDemoSite(
  { config, log, now, say }: Surroundings,
  { store, keys, temporal, mail }: Plumbline,
  port: number,
): Promise<OpenSite> {
  if (mail === null) throw new Error("the demo's worker has no mailbox")
  const site = await openSite(
    {
      store,
      keys,
      temporal,
      syncEveryMinutes: config.syncEveryMinutes,
      now,
      log,
      publicOrigin: null,
      mailLinkDays: config.web.mailLinkDays,
      trustsProxy: false,
      mail: webMail(config, mail),
      provider: null,
    },
    { host: '127.0.0.1', port },
  )
  const { publicOrigin: origin } = site
  announceSite(ownerFileOf(config), { origin, clockAheadMs: now() - Date.now() })
  say('')
  say(`site:     ${origin}`)
  say(`sign in with one of these links; each works once, within ${linkLifeMs / minuteMs} minutes:`)
  for (const { part, email } of await demoVisitors(store, now())) {
    say(`  ${part.padEnd(13)} ${email.padEnd(32)} ${await demoLink(store, { origin, email, nowAt: now() })}`)
  }
  say('another link, for any reader of the plan:  npm run -s demo -- --link EMAIL')
  return site
}

/** The connections by whose names schedules are shown. */
interface Named {
  readonly connectionId: string
  readonly name: string
}

/** When each schedule runs next. */
export async function saySchedules(client: Client, connections: readonly Named[], say: Say): Promise<void> {
  for await (const { scheduleId, info } of client.schedule.list()) {
    const connection = connections.find(({ connectionId }) => scheduleId.endsWith(connectionId))
    const named =
      connection === undefined ? scheduleId : scheduleId.replace(connection.connectionId, connection.name)
    const next = info?.nextActionTimes[0]
    say(
      `  ${named.padEnd(24)} ${next === undefined ? "past: the demo's plan ends in June 2026" : `next at ${next.toISOString()}`}`,
    )
  }
}
