import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { signLink } from '../../adapters/signed-links.ts'
import { listDeliveries } from '../../adapters/store/deliver/deliveries.ts'
import { currentPlan, savePlan } from '../../adapters/store/reconcile/plans.ts'
import { addAuditEntry } from '../../adapters/store/sign-in/audit.ts'
import { inTransaction } from '../../adapters/store/sql/rows.ts'
import { isoOf } from '../../domain/instant.ts'
import { readPath } from '../../domain/page-paths.ts'
import { nowAt } from '../adapters/store/test-store.ts'
import { aCalendar } from '../builders/plan.ts'
import { signedIn } from './browser.ts'
import { aLinkFor, siteForThisFile } from './open-test-site.ts'
import { editions, movePeopleIn, people } from './people.ts'

const site = siteForThisFile()
beforeAll(async () => {
  await movePeopleIn(site().store)
})

async function pageOf(email: string, path: string): Promise<string> {
  return await (await (await signedIn(site().origin, await aLinkFor(site(), email))).get(path)).text()
}

/** The plan with other zones: of the team Core, and of one reader. */
async function move(coreZone: string, leaderZone: string): Promise<void> {
  const before = await currentPlan(site().store)
  if (before === null) throw new Error('a plan is in force')
  const plan = {
    ...before.plan,
    calendars: [aCalendar(), aCalendar({ calendarId: 'elsewhere', timeZone: coreZone })],
    teams: before.plan.teams.map((team) =>
      team.teamId === 'core' ? { ...team, calendarId: 'elsewhere' } : team,
    ),
    stakeholders: before.plan.stakeholders.map((each) =>
      each.email === people.leader ? { ...each, timeZone: leaderZone } : each,
    ),
  }
  await savePlan(site().store, { planVersion: `in ${coreZone}`, yaml: '', plan, nowAt })
}

test('a page writes its times on the clock of who reads it: of a zone of their own, of the team they review, or of most teams', async () => {
  await move('Pacific/Kiritimati', 'Pacific/Pago_Pago')
  expect(isoOf(nowAt)).toBe('2026-06-12T12:00:00.000Z')
  const own = await pageOf(people.leader, '/archive')
  expect(own).toContain('<time datetime="2026-06-12T12:00:00.000Z">12 June 2026, 01:00 UTC−11</time>')
  expect(own).toContain('Times are in Pacific/Pago_Pago.')
  const teams = await pageOf(people.reviewer, '/teams/core')
  expect(teams).toMatch(/as of <time datetime="2026-06-[^"]+Z">1\d June 2026, \d\d:\d\d UTC\+14<\/time>/)
  // An admin whom the plan doesn't list; of two zones with a team each, the first in the plan.
  expect(await pageOf(people.admin, '/audit')).toContain(' UTC+14</time>')
  const nobody = await (await fetch(`${site().origin}/sign-in`)).text()
  expect(nobody).not.toContain('Times are in')
})

test('the page that a mail’s link opens writes them on the clock of the reader whose mail it is', async () => {
  const [delivery] = await listDeliveries(site().store, { mailIds: [editions.leader] })
  if (delivery === undefined) throw new Error('the leader was mailed an edition')
  const path = readPath(signLink(site().keys, 'read an edition', delivery))
  const opened = await (await fetch(`${site().origin}${path}`)).text()
  expect(opened).toMatch(/figures as of <time datetime="[^"]+">\d+ June 2026, \d\d:\d\d UTC−11<\/time>/)
  expect(opened).toContain('Times are in Pacific/Pago_Pago.')
})

test('what is exported is in UTC, whoever asks', async () => {
  const csv = await pageOf(people.admin, '/audit/export')
  expect(csv).toContain(isoOf(nowAt))
  expect(csv).not.toContain('UTC+14')
})

test('a zone changes with the plan, at the next page', async () => {
  await move('Asia/Tokyo', 'Europe/Lisbon')
  expect(await pageOf(people.leader, '/archive')).toContain('12 June 2026, 13:00 UTC+1</time>')
  expect(await pageOf(people.admin, '/audit')).toContain('12 June 2026, 21:00 UTC+9</time>')
})

test('the trail of changes names teams and quarters, and writes the instants in its entries on the same clock', async () => {
  const entry = { changedAt: nowAt, actor: people.admin, before: null }
  await inTransaction(site().store, async (client) => {
    const [about, start] = ['core in the review of 2026-Q2', 'review of 2026-Q2']
    await addAuditEntry(client, { ...entry, action: 'answer review', subject: about, after: 'confirmed' })
    const after = `5 days, as of ${isoOf(nowAt)}`
    await addAuditEntry(client, { ...entry, action: 'start review', subject: start, after })
  })
  const shown = await pageOf(people.admin, '/audit')
  expect(shown).toContain('Core in the review of Q2 2026')
  expect(shown).toContain(`5 days, as of <time datetime="${isoOf(nowAt)}">12 June 2026, 21:00 UTC+9</time>`)
})

test('what looks like a time in a text from outside stays that text', async () => {
  const forged = '<time datetime="2026-06-12T12:00:00.000Z">1 January 1970, 00:00 UTC</time>'
  await inTransaction(site().store, (client) =>
    addAuditEntry(client, {
      ...{ changedAt: nowAt, actor: forged, action: 'import plan', subject: forged },
      ...{ before: forged, after: forged },
    }),
  )
  const shown = await pageOf(people.admin, '/audit')
  const escaped =
    '&lt;time datetime=&quot;2026-06-12T12:00:00.000Z&quot;&gt;1 January 1970, 00:00 UTC&lt;/time&gt;'
  expect(shown.split(escaped).length - 1).toBe(4)
})

test('pages write instants in one place', () => {
  const root = join(import.meta.dirname, '../../web')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  const writing = files.filter((name) =>
    /\binstantInWords\b|\bisoOf\b|toISOString|toLocale(Date|Time)?String/.test(
      readFileSync(join(root, name), 'utf8'),
    ),
  )
  expect(writing).toEqual(['page/times.ts'])
})
