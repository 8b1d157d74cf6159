import { beforeAll, expect, test } from 'vitest'
import { listPauses } from '../../../adapters/store/schedules/pauses.ts'
import { makeAdmin } from '../../../queries/sign-in/admins.ts'
import { confirmNoticesView, confirmView, schedulesView } from '../../../web/schedules/view.ts'
import { aConnection } from '../../adapters/store/test-store.ts'
import { type PlainBrowser, signedIn } from '../browser.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { people } from '../people.ts'

const site = siteForThisFile()
let browser: PlainBrowser
beforeAll(async () => {
  await makeAdmin(site().store, { email: people.admin, actor: 'command line', nowAt: 0 })
  browser = await signedIn(site().origin, await aLinkFor(site(), people.admin))
})

const shown = async (path = '/schedules') => await (await browser.get(path)).text()

test('before anything is connected the page says what comes with what', async () => {
  expect(await shown()).toContain('Nothing runs by schedule yet')
  expect(await shown()).toContain('Syncs come with a <a href="/connections">connection</a>')
})

test('a schedule is paused with who and why, and resumed; what Temporal was not told is said', async () => {
  const { connectionId } = await aConnection(site().store, 'Harbour "><script>alert(1)</script>')
  const scheduleId = `sync-${connectionId}`
  expect(await shown()).toContain('Temporal can’t be reached')
  const paused = await browser.submit('/schedules', '/schedules/pause', {
    scheduleId,
    reason: ' the <b>tracker</b> moves ',
  })
  expect([paused.status, paused.headers.get('location')]).toEqual([303, '/schedules?done=kept'])
  expect(await listPauses(site().store)).toMatchObject([
    { scheduleId, pausedBy: people.admin, reason: 'the <b>tracker</b> moves' },
  ])
  const text = await shown('/schedules?done=kept')
  expect(text).toContain('it takes effect when the worker (npm start) starts')
  expect(text).toContain(`Paused by ${people.admin} since`)
  expect(text).not.toMatch(/<script>alert|<b>tracker/)
  await browser.submit('/schedules', '/schedules/resume', { scheduleId })
  expect(await listPauses(site().store)).toEqual([])
})

test('what is no schedule is not paused, and nothing is started without Temporal', async () => {
  const pause = (scheduleId: string) =>
    browser.submit('/schedules', '/schedules/pause', { scheduleId, reason: '' })
  expect((await pause('weekly-invoices')).status).toBe(404)
  expect(await listPauses(site().store)).toEqual([])
  const [, scheduleId = ''] = /name="scheduleId" value="([^"]+)"/.exec(await shown()) ?? []
  const token = /name="form_token" value="([^"]+)"/.exec(await shown())?.[1] ?? ''
  const run = await browser.post('/schedules/run', { form_token: token, scheduleId })
  expect(run.status).toBe(503)
})

const dueAt = Date.parse('2026-07-03T06:00:00Z')
const report = { kind: 'final-report', quarter: '2026-Q2', dueAt } as const
const drawn = { isTemporalHere: true, done: null, formToken: 'token' }

test('each schedule tells its next runs, and how the last one ended', () => {
  const nowAt = dueAt - 1
  const standing = { scheduleId: 'final-report-2026-Q2', work: report, connectionName: null, pause: null }
  const run = {
    startedAt: dueAt - 90_000,
    endedAt: dueAt - 30_000,
    end: 'failed',
    failure: 'no <plan>',
  } as const
  const held = { isPaused: false, pausedElsewhere: null, nextAt: [dueAt], lastRun: run }
  const text = String(schedulesView({ ...drawn, nowAt, schedules: [{ ...standing, held }] }))
  expect(text).toContain('Next run: <time datetime="2026-07-03T06:00:00.000Z">3 July 2026, 06:00 UTC</time>')
  expect(text).toContain('failed: no &lt;plan&gt;')
  const paused = { ...held, isPaused: true, pausedElsewhere: '' }
  const shownAt = (now: number) =>
    String(schedulesView({ ...drawn, nowAt: now, schedules: [{ ...standing, held: paused }] }))
  expect(shownAt(dueAt - 1)).toContain('No run while it is paused')
  expect(shownAt(dueAt)).toContain('only “Run now” still mails it')
})

test('before the drift watch runs out of turn the page says whom it mails', () => {
  const text = String(confirmNoticesView('drift-watch', 'token'))
  expect(text).toContain('mails a notice to the product readers')
  expect(text).toContain('name="confirmed" value="yes"')
})

test('before a report is mailed out of turn the page says to how many, and that its schedule mails nobody twice', () => {
  const confirm = (nowAt: number) =>
    String(
      confirmView({
        report,
        mails: 5,
        isReviewed: false,
        quiet: [],
        scheduleId: 'final-report-2026-Q2',
        nowAt,
        formToken: 'token',
      }),
    )
  expect(confirm(dueAt - 1)).toContain('to 5 readers at most')
  expect(confirm(dueAt - 1)).toContain('mails nobody twice')
  expect(confirm(dueAt)).not.toContain('mails nobody twice')
})
