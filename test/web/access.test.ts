import { beforeAll, describe, expect, test } from 'vitest'
import { access, type RouteName } from '../../web/access.ts'
import { pages } from '../../web/site.ts'
import { refOf } from '../builders/ticket.ts'
import { PlainBrowser, signedIn } from './browser.ts'
import { measureQuarter } from './figures.ts'
import { aLinkFor, siteForThisFile } from './open-test-site.ts'
import { archivePath, editions, mailsToSettle, movePeopleIn, people } from './people.ts'
import { askReviewers } from './reviews.ts'
import { keepPreviews, previews } from './rules/kept.ts'

const site = siteForThisFile()
let connectionId = ''
beforeAll(async () => {
  await movePeopleIn(site().store)
  connectionId = await measureQuarter(site().store)
  await askReviewers(site().store, '2026-Q2')
  await keepPreviews(site().store)
})

const routes = Object.keys(access).filter((name): name is RouteName => name in access)

/** The path of a route, with ids that are there. */
function pathOf(route: RouteName): string {
  const [, path = ''] = route.split(' ')
  return path
    .replace(':editionId', encodeURIComponent(editions.leader))
    .replace(':teamId', 'core')
    .replace(':connectionId', connectionId)
    .replace(':ticketId', refOf('R-1').ticketId)
    .replace(':token', 'forged')
    .replace(':tracker', 'jira')
    .replace(':deliveryId', mailsToSettle.inDoubt)
    .replace(':previewId', previews.done)
    .replace(':statusId', 'review')
    .replace(':quarter', '2026-Q2')
    .replace(':audience', 'executive')
    .replace(':scopeKey', 'company')
}

type Who = keyof typeof people | 'nobody'

const browsers = new Map<Who, Promise<PlainBrowser>>()

/** Signed in once: who signs in for each route of a growing site tries too often. */
function browserOf(who: Who): Promise<PlainBrowser> {
  const browser = browsers.get(who) ?? newBrowser(who)
  browsers.set(who, browser)
  return browser
}

async function newBrowser(who: Who): Promise<PlainBrowser> {
  if (who === 'nobody') return new PlainBrowser(site().origin)
  return signedIn(site().origin, await aLinkFor(site(), people[who]))
}

/** What each may see, besides what anyone may: the expected half of the table, written down by hand. */
const allowed: Readonly<Record<Who, readonly RouteName[]>> = {
  nobody: [],
  stranger: ['POST /sign-out', 'POST /sign-out/everywhere'],
  admin: [
    'GET /',
    'GET /editions/:editionId',
    'GET /editions/:editionId/figures',
    'GET /reports',
    'GET /reports/:quarter',
    'POST /reports/:quarter/figures',
    'GET /reports/:quarter/figures/export',
    'GET /reports/:quarter/draft/:audience/:scopeKey',
    'GET /reports/:quarter/draft/:audience/:scopeKey/mail',
    'POST /reports/:quarter/draft/:audience/:scopeKey/send-to-me',
    'GET /reports/:quarter/mailed/:editionId',
    'GET /reports/:quarter/mailed/:editionId/mail',
    'GET /deliveries',
    'GET /deliveries/:deliveryId',
    'POST /deliveries/:deliveryId',
    'POST /delivery-pauses',
    'POST /delivery-runs',
    'POST /suppressed-addresses',
    'GET /plan',
    'GET /plan/file',
    'GET /plan/draft',
    'POST /plan/draft',
    'POST /plan/check',
    'GET /plan/readers',
    'POST /plan/readers',
    'GET /plan/table',
    'POST /plan/table',
    'POST /plan',
    'GET /rules',
    'GET /rules/file',
    'POST /rules/check',
    'GET /rules/preview/:previewId',
    'POST /rules/preview/:previewId/cancel',
    'POST /rules/preview/:previewId/save',
    'GET /statuses',
    'POST /statuses/look',
    'GET /statuses/:connectionId/:statusId',
    'POST /statuses/check',
    'POST /statuses',
    'GET /health',
    'POST /health/look',
    'GET /schedules',
    'POST /schedules/pause',
    'POST /schedules/resume',
    'POST /schedules/run',
    'GET /queue',
    'POST /queue',
    'POST /queue/take-back',
    'POST /queue/sample',
    'GET /reviews',
    'POST /reviews',
    'GET /reviews/:quarter',
    'POST /reviews/:quarter',
    'GET /reviews/:quarter/:teamId',
    'GET /reviews/:quarter/:teamId/draft',
    'GET /teams',
    'GET /teams/:teamId',
    'GET /teams/:teamId/tickets',
    'POST /teams/:teamId/intended/withdraw',
    'GET /tickets/:connectionId/:ticketId',
    'GET /audit',
    'GET /audit/export',
    'GET /people',
    'POST /people',
    'GET /connections',
    'GET /connections/new/:tracker',
    'POST /connections/new/:tracker',
    'GET /connections/:connectionId',
    'GET /connections/:connectionId/scopes',
    'POST /connections/:connectionId/scopes',
    'POST /connections/:connectionId/sync',
    'POST /connections/:connectionId/secret',
    'POST /connections/:connectionId/sign-in',
    'POST /connections/:connectionId/expiry',
    'POST /connections/:connectionId/hooks',
    'POST /connections/:connectionId/disconnect',
    'POST /sign-out',
    'POST /sign-out/everywhere',
  ],
  reviewer: [
    'GET /',
    'GET /archive',
    'GET /queue',
    'POST /queue',
    'POST /queue/take-back',
    'POST /queue/sample',
    'GET /reviews',
    'GET /reviews/:quarter/:teamId',
    'POST /reviews/:quarter/:teamId',
    'GET /reviews/:quarter/:teamId/draft',
    'GET /reviews/:quarter/:teamId/correct',
    'GET /teams',
    'GET /teams/:teamId',
    'GET /teams/:teamId/tickets',
    'GET /teams/:teamId/intended',
    'POST /teams/:teamId/intended',
    'POST /teams/:teamId/intended/withdraw',
    'GET /tickets/:connectionId/:ticketId',
    'POST /sign-out',
    'POST /sign-out/everywhere',
  ],
  otherReviewer: [
    'GET /',
    'GET /archive',
    'GET /queue',
    'POST /queue',
    'POST /queue/take-back',
    'POST /queue/sample',
    'GET /reviews',
    'GET /teams',
    'POST /sign-out',
    'POST /sign-out/everywhere',
  ],
  leader: [
    'GET /',
    'GET /archive',
    'GET /archive/:editionId',
    'GET /archive/:editionId/mail',
    'GET /editions/:editionId',
    'GET /editions/:editionId/figures',
    'POST /sign-out',
    'POST /sign-out/everywhere',
  ],
}

const closed = routes.filter((route) => access[route] !== 'anyone' && access[route] !== 'signed link')

describe.each(Object.keys(allowed).filter((name): name is Who => name in allowed))('%s', (who) => {
  test.each(closed.filter((route) => route.startsWith('GET')))('asks %s', async (route) => {
    const browser = await browserOf(who)
    const response = await browser.get(pathOf(route))
    if (allowed[who].includes(route)) expect([200, 303]).toContain(response.status)
    else if (who === 'nobody') {
      expect(response.status).toBe(303)
      expect(response.headers.get('location')).toMatch(/^\/sign-in/)
    } else expect([403, 404]).toContain(response.status)
  })

  test.each(closed.filter((route) => route.startsWith('POST')))('sends %s without a token', async (route) => {
    const browser = await browserOf(who)
    const mayAsk = who === 'nobody' || allowed[who].includes(route)
    expect((await browser.post(pathOf(route), {})).status).toBe(mayAsk ? 403 : 404)
  })
})

test('what a role may not see is answered to the letter like what is not there', async () => {
  const browser = await browserOf('reviewer')
  const [forbidden, absent, otherEdition, noEdition] = await Promise.all(
    ['/health', '/no-such-page', archivePath(editions.leader), '/archive/none'].map(async (path) => {
      const response = await browser.get(path)
      return { status: response.status, text: (await response.text()).replaceAll(path, '') }
    }),
  )
  expect(forbidden).toEqual(absent)
  expect(otherEdition).toEqual(noEdition)
})

test('who is not signed in learns of no path whether it is there', async () => {
  const browser = new PlainBrowser(site().origin)
  for (const path of ['/health', '/no-such-page', archivePath(editions.leader)]) {
    const response = await browser.get(path)
    expect([response.status, response.headers.get('location')]).toEqual([
      303,
      `/sign-in?next=${encodeURIComponent(path)}`,
    ])
  }
})

test('an edition that waits in the queue is in no archive yet', async () => {
  const browser = await browserOf('leader')
  expect((await browser.get(archivePath(editions.queued))).status).toBe(404)
})

test('every route of the table has exactly one page, and every page stands in the table', () => {
  expect(pages.map(({ route }) => route).sort()).toEqual(routes.toSorted())
})

test('a reviewer sees a ticket of a team of theirs, also of a small one, without days of other teams', async () => {
  const pathOfTicket = (key: string) => `/tickets/${connectionId}/${refOf(key).ticketId}`
  const [core, search] = [await browserOf('reviewer'), await browserOf('otherReviewer')]
  const seen = async (browser: PlainBrowser, key: string) => (await browser.get(pathOfTicket(key))).status
  expect([await seen(core, 'R-1'), await seen(search, 'R-1')]).toEqual([200, 404])
  expect([await seen(core, 'S-1'), await seen(search, 'S-1')]).toEqual([404, 200])
  expect([await seen(core, 'B-1'), await seen(search, 'B-1')]).toEqual([200, 200])
  // Nobody has a day on it: it is of the team with the most days in its project.
  expect([await seen(core, 'N-1'), await seen(search, 'N-1')]).toEqual([200, 404])
  expect(await (await core.get(pathOfTicket('B-1'))).text()).toContain('2.0 person-days')
  const ofSmallTeam = await (await search.get(pathOfTicket('B-1'))).text()
  expect(ofSmallTeam).toContain('too few people work there')
  expect(ofSmallTeam).not.toContain('person-days')
})

test('no ticket is told from one that is not there, whatever its ids are made of', async () => {
  const browser = await browserOf('otherReviewer')
  const answers = [
    `/tickets/${connectionId}/${refOf('R-1').ticketId}`,
    `/tickets/${connectionId}/none`,
    '/tickets/x/%00',
  ]
  for (const path of answers) expect((await browser.get(path)).status).toBe(404)
  const admin = await browserOf('admin')
  for (const path of answers.slice(1)) expect((await admin.get(path)).status).toBe(404)
})
