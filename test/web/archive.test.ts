import { beforeAll, expect, test } from 'vitest'
import type { ArchivedEdition } from '../../adapters/store/report/archive.ts'
import { loadEdition } from '../../adapters/store/report/editions.ts'
import type { Edition } from '../../domain/report/content/edition.ts'
import { archiveView } from '../../web/archive/view.ts'
import { type PlainBrowser, signedIn } from './browser.ts'
import { aLinkFor, siteForThisFile } from './open-test-site.ts'
import { archivePath, editions, movePeopleIn, people } from './people.ts'

/** So many reports of one quarter, numbered from 0. */
function archived(count: number): ArchivedEdition[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{
      editionId: `edition-${index}`,
      quarter: '2026-Q2',
      kind: 'final' as const,
      audience: 'product' as const,
    },
    ...{
      scopeKey: `team:t${index}`,
      subject: `Report ${index}.`,
      preheader: '',
      state: 'sent' as const,
      sentAt: 0,
    },
  }))
}

test('a long archive comes 50 reports at a time, with the way to those before and after', () => {
  const told = (count: number, from: number) => {
    const page = String(archiveView(archived(count), from))
    const subjects = [...page.matchAll(/Report (\d+)\./g)].map(([, number]) => Number(number))
    return { first: subjects[0], last: subjects.at(-1), steps: page.match(/(?:Earlier|More) reports/g) ?? [] }
  }
  expect(told(50, 0)).toEqual({ first: 0, last: 49, steps: [] })
  expect(told(51, 0)).toEqual({ first: 0, last: 49, steps: ['More reports'] })
  expect(told(120, 50)).toEqual({ first: 50, last: 99, steps: ['Earlier reports', 'More reports'] })
  expect(told(51, 50)).toEqual({ first: 50, last: 50, steps: ['Earlier reports'] })
})

const site = siteForThisFile()
let leader: PlainBrowser
let mailed: Edition
beforeAll(async () => {
  await movePeopleIn(site().store)
  leader = await signedIn(site().origin, await aLinkFor(site(), people.leader))
  const edition = await loadEdition(site().store, editions.leader)
  if (edition === null) throw new Error('the leader was mailed an edition')
  mailed = edition
})

test('a report in the archive is the mail to the byte, its picture too: all that is added is that links open a tab', async () => {
  const shown = await (await leader.get(`${archivePath(editions.leader)}/mail`)).text()
  const pictures = [...shown.matchAll(/data:image\/png;base64,([\w+/=]+)/g)].map(([, data = '']) => data)
  expect(pictures.map((data) => Buffer.from(data, 'base64'))).toEqual(
    mailed.pictures.map(({ png }) => Buffer.from(png)),
  )
  const asKept = mailed.pictures.reduce(
    (text, { contentId, png }) =>
      text.replaceAll(`data:image/png;base64,${Buffer.from(png).toString('base64')}`, `cid:${contentId}`),
    shown.replace('<base target="_blank">', ''),
  )
  expect(mailed.pictures.length).toBeGreaterThan(0)
  expect(asKept).toBe(mailed.html)
})

test('the text below it is the mail’s text, character for character', async () => {
  const page = await (await leader.get(archivePath(editions.leader))).text()
  const [, text = ''] = /<pre class="card">(.*?)<\/pre>/s.exec(page) ?? []
  const plain = text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
  expect(plain).toBe(mailed.text)
})

test('in the list a figure stays on one line with its unit, as in the mail', async () => {
  const list = await (await leader.get('/archive')).text()
  expect(list).toMatch(/\d\u00a0%/)
  expect(list).not.toMatch(/\d %/)
})
