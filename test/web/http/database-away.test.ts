import { beforeAll, expect, test } from 'vitest'
import { listStatements } from '../../../adapters/store/report/statements.ts'
import { waitUntil } from '../../setup/wait-until.ts'
import { type PlainBrowser, signedIn } from '../browser.ts'
import { measureQuarter, quarter } from '../figures.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { hostile, movePeopleIn, people } from '../people.ts'
import { formsOf } from '../sent-forms.ts'

const site = siteForThisFile()
const path = `/teams/core/intended?quarter=${quarter}`
const words = `\nWe traded it for the fair. ${hostile}\r\nAll of it.`
let reviewer: PlainBrowser

beforeAll(async () => {
  await movePeopleIn(site().store)
  await measureQuarter(site().store)
  reviewer = await signedIn(site().origin, await aLinkFor(site(), people.reviewer))
})

async function said(): Promise<string[]> {
  const statements = await listStatements(site().store, quarter, 'core')
  return statements.filter(({ authorEmail }) => authorEmail === people.reviewer).map(({ text }) => text)
}

/** Sends a form while the server ends every connection that asks for a table, as a database that is shut down does. */
async function postWithout(
  table: string,
  send: () => Promise<Response>,
): Promise<{ status: number; text: string }> {
  const holder = await site().store.connect()
  try {
    await holder.query('begin')
    await holder.query(`lock table ${table} in access exclusive mode`)
    let isAnswered = false
    const answer = send().finally(() => {
      isAnswered = true
    })
    await waitUntil(async () => {
      // Not the holder: within a transaction it would see the connections of its first look.
      await site().store.pool.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      )
      return isAnswered
    })
    const response = await answer
    return { status: response.status, text: await response.text() }
  } finally {
    await holder.query('rollback')
    holder.release(false)
  }
}

async function shownForm(): Promise<ReturnType<typeof formsOf>[number]> {
  const form = formsOf(await (await reviewer.get(path)).text()).find(({ action }) =>
    action.startsWith('/teams/core/intended'),
  )
  if (form === undefined) throw new Error('the page has its form')
  return form
}

/** The form that a page of failure shows. */
function keptForm(text: string): ReturnType<typeof formsOf>[number] | undefined {
  return formsOf(text.replace(/^.*<main/s, ''))[0]
}

test.each([
  ['sessions', 'Nothing was changed, and what you sent is kept on this page.'],
  ['reviewer_statements', 'What you sent may or may not have been saved'],
] as const)(
  'words that met a database without %s are sent from the page that says so',
  async (table, became) => {
    await site().store.pool.query('delete from reviewer_statements')
    const form = await shownForm()
    const failed = await postWithout(table, () => reviewer.post(form.action, { ...form.fields, words }))
    expect([failed.status, failed.text.includes(became)]).toEqual([503, true])
    expect(await said()).toEqual([])
    const kept = keptForm(failed.text)
    expect(kept).toMatchObject({ action: form.action, fields: { ...form.fields, words } })
    expect((await reviewer.post(kept?.action ?? '', kept?.fields ?? {})).status).toBe(303)
    expect(await said()).toEqual([expect.stringMatching(/^We traded it for the fair\. .*All of it\.$/)])
  },
)

test('what another site sent, and a secret, are on no page of a failure', async () => {
  const fields = { form_token: 'any', name: 'our-jira', secret: 'hunter2-secret' }
  const send = (origin: string) =>
    postWithout('sessions', () => reviewer.post('/connections/new/jira', fields, { origin }))
  const ours = await send(site().origin)
  expect([ours.status, ours.text.includes('our-jira'), ours.text.includes('hunter2')]).toEqual([
    503,
    true,
    false,
  ])
  const foreign = await send('https://evil.example')
  expect([foreign.status, foreign.text.includes('our-jira')]).toEqual([503, false])
})

test('a chosen file is named and asked for anew beside the words, and both are taken', async () => {
  const admin = await signedIn(site().origin, await aLinkFor(site(), people.admin))
  const page = formsOf(await (await admin.get('/plan/readers')).text()).find(({ fields }) => 'csv' in fields)
  const formWith = (fields: Readonly<Record<string, string>>, file: File) => {
    const data = new FormData()
    for (const [name, value] of Object.entries(fields)) data.set(name, value)
    data.set('file', file)
    return data
  }
  const file = new File(['email,name,audience,scope\nnobody,Al,product,core\n'], 'our <readers>.csv')
  const failed = await postWithout('sessions', () =>
    admin.post(page?.action ?? '', formWith({ ...page?.fields, csv: 'to be replaced' }, file)),
  )
  expect(failed.text).toContain('our &lt;readers&gt;.csv</bdi>” is not kept on this page: choose it again')
  expect(failed.text).toMatch(/<form[^>]*enctype="multipart\/form-data".*<input type="file" name="file">/s)
  const kept = keptForm(failed.text)
  expect(kept?.fields['csv']).toBe('to be replaced')
  const taken = await admin.post(kept?.action ?? '', formWith(kept?.fields ?? {}, file))
  expect([taken.status, (await taken.text()).includes('nobody')]).toEqual([400, true])
})
