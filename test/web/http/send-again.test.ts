import { beforeAll, expect, test } from 'vitest'
import { listStatements } from '../../../adapters/store/report/statements.ts'
import { sessionIdleMs } from '../../../domain/sign-in/limits.ts'
import { browserForThisFile } from '../../setup/browser-for-file.ts'
import { signedIn } from '../browser.ts'
import { measureQuarter, quarter } from '../figures.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { hostile, movePeopleIn, people } from '../people.ts'
import { formsOf } from '../sent-forms.ts'

const site = siteForThisFile()
const browser = browserForThisFile()
beforeAll(async () => {
  await movePeopleIn(site().store)
  await measureQuarter(site().store)
})

const path = `/teams/core/intended?quarter=${quarter}`

async function said(): Promise<string[]> {
  const statements = await listStatements(site().store, quarter, 'core')
  return statements.filter(({ authorEmail }) => authorEmail === people.reviewer).map(({ text }) => text)
}

test('what was typed when a session ended is sent after signing in anew in another tab', async () => {
  const context = await browser().newContext()
  const page = await context.newPage()
  const signIn = async (on: typeof page) => {
    await on.goto(`${site().origin}/sign-in/link/${await aLinkFor(site(), people.reviewer, path)}`)
    await on.getByRole('button', { name: 'Sign in' }).click()
  }
  await signIn(page)
  const words = `We traded it for the fair. ${hostile}`
  await page.getByLabel('What should the readers know?').fill(words)
  site().passTime(sessionIdleMs)
  await page.getByRole('button', { name: 'Replace what you said' }).click()
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
  expect(await page.getByLabel('What you wrote').inputValue()).toBe(words)
  expect(await page.locator('main a').getAttribute('href')).toBe(`/sign-in?next=${encodeURIComponent(path)}`)
  await page.getByRole('button', { name: 'Send it again' }).click()
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
  const other = await context.newPage()
  await signIn(other)
  await page.getByRole('button', { name: 'Send it again' }).click()
  await page.getByRole('heading', { name: 'Send it again?' }).waitFor()
  expect(await page.locator('main').textContent()).toContain('signed in as Pat Example')
  expect((await said())[0]).not.toContain('for the fair')
  await page.getByRole('button', { name: 'Send it' }).click()
  await page.getByRole('heading', { name: 'What the reviewers say' }).waitFor()
  expect((await said())[0]).toContain('We traded it for the fair.')
  await context.close()
})

test('a form of before a sign-in sends nothing by itself, and keeps lines as they were typed', async () => {
  const before = await said()
  const reviewer = await signedIn(site().origin, await aLinkFor(site(), people.reviewer))
  const words = '\nThe first line.\r\n\r\n  The "second" <b>line</b>.'
  const stale = { form_token: 'of another session', quarter, words }
  const refused = await reviewer.post('/teams/core/intended', stale)
  expect(refused.status).toBe(403)
  expect(await said()).toEqual(before)
  const [form] = formsOf((await refused.text()).replace(/^.*<main/s, ''))
  expect(form?.action).toBe('/teams/core/intended')
  expect({ ...form?.fields, form_token: '' }).toEqual({ form_token: '', quarter, words })
})

test('a secret is on no page again, and what another site sent is not either', async () => {
  const admin = await signedIn(site().origin, await aLinkFor(site(), people.admin))
  const fields = { form_token: 'stale', name: 'our-jira', secret: 'hunter2-secret' }
  const stale = await (await admin.post('/connections/new/jira', fields)).text()
  expect([stale.includes('our-jira'), stale.includes('hunter2')]).toEqual([true, false])
  const origin = 'https://evil.example'
  const foreign = await admin.post('/connections/new/jira', fields, { origin })
  expect([foreign.status, (await foreign.text()).includes('our-jira')]).toEqual([403, false])
  const page = await (await admin.get('/connections/new/jira')).text()
  const secrets = page.match(/<input[^>]*type="password"[^>]*>/g) ?? []
  expect(secrets.map((tag) => /name="(\w+)"/.exec(tag)?.[1])).toEqual(['secret'])
})
