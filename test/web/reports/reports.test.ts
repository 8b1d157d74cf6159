import { beforeAll, expect, test } from 'vitest'
import { type PlainBrowser, signedIn } from '../browser.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { editions, movePeopleIn, people } from '../people.ts'

const site = siteForThisFile()
let admin: PlainBrowser
beforeAll(async () => {
  await movePeopleIn(site().store)
  admin = await signedIn(site().origin, await aLinkFor(site(), people.admin))
})

async function textOf(path: string): Promise<string> {
  const response = await admin.get(path)
  expect(response.status, path).toBe(200)
  return (await response.text()).replaceAll(/<[^>]+>/g, ' ').replaceAll(/[\s\u2068\u2069]+/g, ' ')
}

test('the list says how each quarter’s mails stand', async () => {
  const text = await textOf('/reports')
  expect(text).toContain(
    'Q2 2026 Before planning: 3 editions, 1 in doubt, 1 failed, 1 still to be sent, 2 sent',
  )
})

test('a quarter says who is missing, what has changed and which team has no report', async () => {
  const text = await textOf('/reports/2026-Q2')
  expect(text).toContain('Core has no engineering reader')
  expect(text).not.toContain('Core has no product reader')
  expect(text).toContain('no days, now 2 days Keeping things running')
  expect(text).toContain('The causes can no longer be told')
  expect(text).toContain('Without a report of their own')
  expect(text).toContain('and so no figures of its own')
  expect(text).toContain(`Its readers: ${people.otherReviewer}`)
})

test('a quarter’s figures come as CSV, for Excel where a region is named', async () => {
  const path = '/reports/2026-Q2/figures/export'
  const plain = await (await admin.get(path)).text()
  expect(plain).toMatch(/^quarter,as_of,read_at,scope,category,.*\r\n2026-Q2,/)
  expect(plain).toMatch(/,company,roadmap,/)
  const german = await (await admin.get(`${path}?region=de-DE`)).bytes()
  expect([...german.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect((await admin.get('/reports/2026-Q1/figures/export')).status).toBe(404)
})

test('a team’s drafts stand in one line, with how many read each', async () => {
  const page = await (await admin.get('/reports/2026-Q2')).text()
  const [, drafts = ''] = /<caption>Drafts.*?<tbody>(.*?)<\/tbody>/s.exec(page) ?? []
  const lines = drafts.split('</tr>').map((line) =>
    line
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/[\s\u2068\u2069]+/g, ' ')
      .trim(),
  )
  expect(lines).toEqual(['The whole company Executives (1 reader)', 'Core Product managers (1 reader)', ''])
})

test('a draft is made from the last figures, for what somebody reads and there are figures of', async () => {
  const text = await textOf('/reports/2026-Q2/draft/executive/company')
  expect(text).toContain('Draft:')
  const mail = await admin.get('/reports/2026-Q2/draft/executive/company/mail')
  expect(mail.headers.get('content-security-policy')).toContain('sandbox')
  expect(await mail.text()).toContain('data:image/png')
  for (const absent of [
    '2026-Q2/draft/engineering/company',
    '2026-Q2/draft/engineering/team:search',
    '2026-Q1/draft/executive/company',
    '2026-Q2/draft/nobody/company',
    'no-quarter',
  ]) {
    expect((await admin.get(`/reports/${absent}`)).status, absent).toBe(404)
  }
})

test('a frozen edition is shown as it was, under its own quarter alone', async () => {
  const id = encodeURIComponent(editions.leader)
  expect(await textOf(`/reports/2026-Q2/mailed/${id}`)).toContain('1 sent on 12 June 2026')
  expect((await admin.get(`/reports/2026-Q1/mailed/${id}`)).status).toBe(404)
  expect((await admin.get('/reports/2026-Q2/mailed/none/mail')).status).toBe(404)
})
