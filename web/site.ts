import type { Store } from '../adapters/store/sql/client.ts'
import { readPlanTables } from '../domain/plan/table/read.ts'
import { planFileOf } from '../queries/plan/plan-versions.ts'
import { skeletonOf } from '../templates/skeleton.ts'
import { archivePages } from './archive/page.ts'
import { auditPages } from './audit/page.ts'
import { connectionPages } from './connections/page.ts'
import { deliveryPages } from './deliveries/page.ts'
import { editionPages } from './editions/page.ts'
import { healthPage, lookAgainPage } from './health/page.ts'
import { homePage } from './home/page.ts'
import { buildApp } from './http/app.ts'
import { Background } from './http/background.ts'
import type { Page } from './http/page.ts'
import type { WebParts } from './http/parts.ts'
import { listen, type WebServer } from './http/server.ts'
import { planPages } from './plan/page.ts'
import { peoplePages } from './plan/people/page.ts'
import { queuePages } from './queue/page.ts'
import { sendDraftsLeft } from './reports/mail-draft.ts'
import { reportPages } from './reports/page.ts'
import { reviewPages } from './review/page.ts'
import { rulePages } from './rules/page.ts'
import { schedulePages } from './schedules/page.ts'
import { signInPages } from './sign-in/pages.ts'
import { statusPages } from './statuses/page.ts'
import { teamPages } from './teams/page.ts'
import { ticketPage } from './tickets/page.ts'
import { unsubscribePages } from './unsubscribe/page.ts'

/** Every page, in any order. */
export const pages: readonly Page[] = [
  homePage,
  healthPage,
  lookAgainPage,
  ...reportPages,
  ...deliveryPages,
  ...teamPages,
  ...reviewPages,
  ticketPage,
  ...planPages,
  ...rulePages,
  ...statusPages,
  ...archivePages,
  ...editionPages,
  ...unsubscribePages,
  ...queuePages,
  ...peoplePages,
  ...schedulePages,
  ...connectionPages,
  ...auditPages,
  ...signInPages,
]

export interface WebPlace {
  readonly host: string
  /** 0 takes any that is free. */
  readonly port: number
}

/** What a site is made of; `publicOrigin` is null for the address that it is opened at. */
export type SiteParts = Omit<WebParts, 'inBackground' | 'publicOrigin' | 'mailOrigin'> & {
  readonly publicOrigin: string | null
}

export interface OpenSite extends WebServer {
  readonly publicOrigin: string
  /** Loads, in the background, what the first to open some pages would wait for: the mails' layout, and the tables of the plan in force. */
  prepare(): void
}

/**
 * Opens the site. Several may be open at once, in any processes: all that they know is in the database.
 * @throws the system's error where the port can't be had
 */
export async function openSite(parts: SiteParts, place: WebPlace): Promise<OpenSite> {
  const background = new Background(parts.log)
  const server = await listen(place, (port) => {
    const publicOrigin = parts.publicOrigin ?? `http://127.0.0.1:${port}`
    return buildApp(
      { ...parts, publicOrigin, mailOrigin: parts.publicOrigin, inBackground: background.run },
      pages,
    )
  })
  background.run('look for drafts to mail', () => sendDraftsLeft({ ...parts, inBackground: background.run }))
  return {
    port: server.port,
    publicOrigin: parts.publicOrigin ?? `http://127.0.0.1:${server.port}`,
    prepare: () => background.run('prepare pages', () => preparePages(parts.store)),
    async close() {
      await server.close()
      await background.end()
    },
  }
}

/** Each takes up to half a second. */
async function preparePages(store: Store): Promise<void> {
  await skeletonOf('edition')
  const file = await planFileOf(store, null)
  if (file !== null) readPlanTables(file.yaml)
}
