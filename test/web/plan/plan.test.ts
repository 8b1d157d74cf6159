import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { currentPlan } from '../../../adapters/store/reconcile/plans.ts'
import { listAuditEntries } from '../../../adapters/store/sign-in/audit.ts'
import { readPlanTables } from '../../../domain/plan/table/read.ts'
import { quarterAfter } from '../../../domain/quarter.ts'
import { makeAdmin } from '../../../queries/sign-in/admins.ts'
import { formTokenField } from '../../../web/page/form/form.ts'
import { type PlainBrowser, signedIn } from '../browser.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { people } from '../people.ts'

const site = siteForThisFile()
const demo = readFileSync('plans/demo.yaml', 'utf8')
let browser: PlainBrowser
beforeAll(async () => {
  await makeAdmin(site().store, { email: people.admin, actor: 'command line', nowAt: 0 })
  browser = await signedIn(site().origin, await aLinkFor(site(), people.admin))
})

const check = async (yaml: string): Promise<string> =>
  (await browser.submit('/plan', '/plan/check', { yaml })).text()

/** The fields of the form that puts a checked plan in force, with the text as a browser sends it. */
async function saveChecked(yaml: string): Promise<Response> {
  const shown = await check(yaml)
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(shown)?.[1] ?? ''
  return browser.post('/plan', {
    [formTokenField]: field(formTokenField),
    madeFrom: field('madeFrom'),
    yaml: yaml.replaceAll('\n', '\r\n'),
  })
}

test('before the first plan the page offers a draft and a form, and nothing to download', async () => {
  const text = await (await browser.get('/plan')).text()
  expect(text).toContain('href="/plan/draft"')
  expect((await browser.get('/plan/file')).status).toBe(404)
  expect(await (await browser.get('/plan/draft')).text()).toContain('Nothing was synced yet')
})

test('a file that can not be used is shown with each problem at its line, and nothing is saved', async () => {
  const text = await check('company: Example\nteams: <script>alert(1)</script>\n')
  expect(text).toMatch(/Line 2, column \d+/)
  expect(text).not.toContain('<script>alert')
  expect(await currentPlan(site().store)).toBeNull()
})

test('a plan is shown before it is saved, and saved as its file with who did so', async () => {
  expect(await check(demo)).toContain('It would be the first plan')
  expect(await currentPlan(site().store)).toBeNull()
  const saved = await saveChecked(demo)
  expect([saved.status, saved.headers.get('location')]).toEqual([
    303,
    expect.stringMatching(/^\/plan\?saved=/),
  ])
  expect(await (await browser.get('/plan/file')).text()).toBe(demo)
  const [entry] = await listAuditEntries(site().store, { beforeNumber: null, limit: 1 })
  expect(entry).toMatchObject({ actor: people.admin, action: 'import plan', before: null })
})

test('the next one tells what it changes, and again where another came in between', async () => {
  const renamed = demo.replace('Ada Example', 'Ada Other')
  const shown = await check(renamed)
  expect(shown).toContain('Ada Other: was called Ada Example')
  const token = new RegExp(`name="${formTokenField}" value="([^"]*)"`).exec(shown)?.[1] ?? ''
  const madeFrom = 'other'
  const overtaken = await browser.post('/plan', { [formTokenField]: token, madeFrom, yaml: renamed })
  expect(await overtaken.text()).toContain('Somebody else saved a plan')
  expect(await (await browser.get('/plan/file')).text()).toBe(demo)
  expect((await saveChecked(renamed)).status).toBe(303)
  // A button pressed twice sends the same form twice.
  const twice = await browser.post('/plan', { [formTokenField]: token, madeFrom, yaml: renamed })
  expect([twice.status, twice.headers.get('location')]).toEqual([
    303,
    expect.stringMatching(/^\/plan\?saved=/),
  ])
  const page = await (await browser.get('/plan')).text()
  expect(page).toContain('Ada Other: was called Ada Example')
})

test('what was begun before another plan came in force says so, and tells what that one changed', async () => {
  const before = (await currentPlan(site().store))?.planVersion ?? ''
  const renamed = demo.replace('Ada Example', 'Ada Third')
  expect((await saveChecked(renamed)).status).toBe(303)
  const opened = { yaml: demo, do: 'open', madeFrom: before }
  const table = await (await browser.submit('/plan/table', '/plan/table', opened)).text()
  expect(table.match(new RegExp(`name="madeFrom" value="${before}"`, 'g'))).toHaveLength(2)
  const forms = [
    ['/plan', '/plan/check', { yaml: demo }],
    [
      '/plan/readers',
      '/plan/readers',
      { csv: 'email,name,audience,scope\nlea@company.example,Lea,product,company\n' },
    ],
  ] as const
  for (const [page, path, fields] of forms) {
    const shown = await (await browser.submit(page, path, { ...fields, madeFrom: before })).text()
    expect(shown, path).toContain('Somebody else saved a plan in the meantime')
    expect(shown, path).toMatch(/What changed meanwhile:<\/p><ul><li>.*Ada Third.*: was called Ada Other/)
  }
  const current = (await currentPlan(site().store))?.planVersion ?? ''
  const alone = await browser.submit('/plan', '/plan/check', { yaml: demo, madeFrom: current })
  expect(await alone.text()).not.toContain('in the meantime')
})

test('the tables show the quarter that was chosen', async () => {
  const quarters = Object.keys(
    z.object({ quarters: z.record(z.string(), z.unknown()) }).parse(parse(demo)).quarters,
  )
  const [first = '', last = ''] = [quarters.toSorted()[0], quarters.toSorted().at(-1)]
  expect(await (await browser.get('/plan/table')).text()).toContain(`Shares of ${last}, %`)
  const asked = { yaml: demo, do: 'show', quarter: first, show: first }
  const shown = await (await browser.submit('/plan/table', '/plan/table', asked)).text()
  expect(shown).toContain(`Shares of ${first}, %`)
  expect(shown).toContain(`name="quarter" value="${first}"`)
})

test('the tables are continued by another quarter, which is not saved before it was looked at', async () => {
  const last = Object.keys(
    z.object({ quarters: z.record(z.string(), z.unknown()) }).parse(parse(demo)).quarters,
  )
    .toSorted()
    .at(-1)
  const next = quarterAfter(last ?? '')
  expect(await (await browser.get('/plan/table')).text()).toContain(`Add ${next}`)
  const asked = { yaml: demo, do: 'next', quarter: last ?? '' }
  const shown = await (await browser.submit('/plan/table', '/plan/table', asked)).text()
  expect(shown).toContain(`Shares of ${next}, %`)
  expect(shown).toContain(`Add ${quarterAfter(next)}`)
  expect(await (await browser.get('/plan/table')).text()).toContain(`Shares of ${last}, %`)
})

const rota = [
  ...['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:1', 'SUMMARY:Pavel Mockford', 'DTSTART;VALUE=DATE:20260504'],
  ...['DTEND;VALUE=DATE:20260507', 'END:VEVENT', 'END:VCALENDAR', ''],
].join('\r\n')

test('a rota file is chosen on a page and kept with the plan, and a text that is none is told at its team', async () => {
  const firstTeam = readPlanTables(demo)?.rotas[0]?.cells['team'] ?? ''
  const send = async (text: string): Promise<string> => {
    const shown = await (await browser.get('/plan/table?part=on-call')).text()
    const form = new FormData()
    const typed = {
      ...{ [formTokenField]: formTokenOf(shown), yaml: demo, do: 'check', part: 'on-call' },
      ...{ 'rotas.0.at': '1', 'rotas.0.team': firstTeam, 'rotas.0.file': 'ours.ics', 'rotas.0.share': '40' },
      ...{ 'rota_files.0.at': '1', 'rota_files.0.file': 'ours.ics', 'rota_files.0.text': '' },
    }
    for (const [name, value] of Object.entries(typed)) form.append(name, value)
    form.append('rota_files.0.upload', new File([text], 'oncall.ics', { type: 'text/calendar' }))
    return (await browser.post('/plan/table', form)).text()
  }
  const preview = await send(rota)
  expect(preview).toContain('Pavel Mockford: on call from 2026-05-04 to 2026-05-06 (40 % of each day)')
  expect(preview).toMatch(/rota_files:\n +ours.ics: \|\n +BEGIN:VCALENDAR/)
  const refused = await send('nothing')
  expect(refused).toContain('is no iCalendar file')
  expect(refused).toMatch(/id="rotas\.0\.file" aria-invalid="true"/)
})

test('an account is said to be somebody’s or automation where it is listed as nobody’s', async () => {
  const send = async (fields: Readonly<Record<string, string>>) => {
    const madeFrom = (await currentPlan(site().store))?.planVersion ?? ''
    const shown = await (await browser.get('/plan')).text()
    const sent = {
      [formTokenField]: formTokenOf(shown),
      madeFrom,
      connection: 'jira',
      account: '5e1234',
      ...fields,
    }
    return browser.post('/people', sent)
  }
  expect(await (await send({ person: 'Pavel Mockford' })).text()).toMatch(/jira: &quot;5e1234&quot;/)
  expect(await (await send({ person: '', machine: '0' })).text()).toMatch(
    /machine_accounts:\n +jira: &quot;5e1234&quot;/,
  )
  const late = await send({ person: 'Pavel Mockford', madeFrom: 'the plan of another window' })
  expect(await late.text()).toContain('Somebody else saved a plan in the meantime')
  const refused = await send({ person: 'zoe' })
  expect([refused.status, await refused.text()]).toEqual([
    400,
    expect.stringContaining('“zoe” is nobody in the plan'),
  ])
  expect((await send({ person: '' })).status).toBe(400)
})

test('shares and commitments of a team without a row of its own are told, and kept where they were typed', async () => {
  const bare = demo.replace(/^quarters:[\s\S]*?(?=^stakeholders:)/m, 'quarters: { 2026-Q3: { teams: {} } }\n')
  const typed = {
    ...{ yaml: bare, part: 'teams', quarter: '2026-Q3', do: 'part:absences', 'commitments.0.at': '1' },
    ...{ 'commitments.0.team': 'checkout', 'commitments.0.name': 'Typed here', 'commitments.0.days': '5' },
  }
  const shown = await browser.submit('/plan/table', '/plan/table', typed)
  expect(shown.status).toBe(400)
  expect(await shown.text()).toMatch(/Typed here.*has no shares in this quarter/s)
})

function formTokenOf(page: string): string {
  return new RegExp(`name="${formTokenField}" value="([^"]*)"`).exec(page)?.[1] ?? ''
}
