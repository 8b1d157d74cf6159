import { beforeAll, expect, test } from 'vitest'
import { loadEdition } from '../../adapters/store/report/editions.ts'
import type { Edition } from '../../domain/report/content/edition.ts'
import { type PlainBrowser, signedIn } from './browser.ts'
import { aLinkFor, siteForThisFile } from './open-test-site.ts'
import { archivePath, editions, movePeopleIn, people } from './people.ts'

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
