import { beforeAll, expect, test } from 'vitest'
import { loadOverrides } from '../../../adapters/store/classify/decisions.ts'
import { loadAnswers } from '../../../adapters/store/classify/queue.ts'
import { listAuditEntries } from '../../../adapters/store/sign-in/audit.ts'
import type { TicketRef } from '../../../domain/ticket.ts'
import { type PlainBrowser, signedIn } from '../browser.ts'
import { measuredQuarter, measureWork } from '../measured-work.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { movePeopleIn, people } from '../people.ts'

const site = siteForThisFile()
let ref: (key: string) => TicketRef
beforeAll(async () => {
  await movePeopleIn(site().store)
  ref = await measureWork(site().store)
})

async function browserOf(who: keyof typeof people): Promise<PlainBrowser> {
  return signedIn(site().origin, await aLinkFor(site(), people[who]))
}

const queueOf = (order = 'days') => `/queue?quarter=${measuredQuarter}&order=${order}`

async function shown(browser: PlainBrowser, path = queueOf()): Promise<string> {
  const response = await browser.get(path)
  expect(response.status).toBe(200)
  return response.text()
}

/** The keys of the tickets that are listed, the one that is asked about first. */
function keysIn(text: string): string[] {
  const listed = text.replace(/<section class="group" aria-labelledby="last">.*?<\/section>/s, '')
  return [...new Set(listed.match(/\b[A-Z]-\d\b/g) ?? [])]
}

function fieldsOf(key: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { connectionId, ticketId } = ref(key)
  return { connection: connectionId, ticket: ticketId, quarter: measuredQuarter, ...more }
}

const overrides = async () =>
  (await loadOverrides(site().store)).map(({ ticket, category, author }) => [
    ticket.ticketId,
    category,
    author,
  ])

test('an admin is asked about all teams’ tickets, the most days first, and never about a small team’s', async () => {
  const text = await shown(await browserOf('admin'))
  expect(keysIn(text)).toEqual(['C-1', 'S-1', 'C-2', 'C-3'])
  expect(text).toContain('4 tickets of all teams')
  expect(text).toContain('52.0 person-days')
  expect(text).toContain('href="https://tracker.example/browse/C-1"')
  expect(text).not.toContain('O-1')
})

test('a reviewer is asked about the tickets of their own teams alone', async () => {
  const text = await shown(await browserOf('otherReviewer'))
  expect(keysIn(text)).toEqual(['S-1'])
  expect(text).toContain('1 ticket of your teams')
  expect(text).toContain('12.0 person-days')
})

test('skipping passes over a ticket, and past the last begins again', async () => {
  const browser = await browserOf('admin')
  expect(keysIn(await shown(browser, `${queueOf()}&skip=1`))[0]).toBe('S-1')
  expect(keysIn(await shown(browser, `${queueOf()}&skip=4`))[0]).toBe('C-1')
  for (const odd of ['-1', '1e3', '99999999', 'x'])
    expect(keysIn(await shown(browser, `${queueOf()}&skip=${odd}`))[0]).toBe('C-1')
})

test('a suggestion is shown with its words and probability, and decides nothing', async () => {
  const text = await shown(await browserOf('admin'), `${queueOf()}&skip=2`)
  expect(text).toContain('Probably reliability (80 %), by “load test”, “&lt;b&gt;chaos')
  expect(await overrides()).toEqual([])
})

test('an answer decides in the visitor’s name, can be undone by them alone, and both are in the trail', async () => {
  const reviewer = await browserOf('reviewer')
  const sent = await reviewer.submit(queueOf(), '/queue', fieldsOf('C-1', { answer: 'ktlo', skip: '0' }))
  expect(sent.status).toBe(303)
  expect(sent.headers.get('location')).toBe(`${queueOf()}&skip=0&done=answered`)
  expect(await overrides()).toEqual([['id-C-1', 'ktlo', people.reviewer]])
  const text = await shown(reviewer)
  expect(keysIn(text)).toEqual(['C-2', 'C-3'])
  expect(text).toContain('the answer for C-1')

  const admin = await browserOf('admin')
  const refused = await admin.submit(queueOf(), '/queue', fieldsOf('C-1', { answer: 'roadmap' }))
  expect(refused.headers.get('location')).toContain('&refused=1')
  const token = /name="form_token" value="([^"]+)"/.exec(await shown(admin))?.[1] ?? ''
  const other = await admin.post('/queue/take-back', { form_token: token, ...fieldsOf('C-1') })
  expect(other.headers.get('location')).toContain('&refused=1')
  expect(await overrides()).toEqual([['id-C-1', 'ktlo', people.reviewer]])

  await reviewer.submit(queueOf(), '/queue/take-back', fieldsOf('C-1'))
  expect(await overrides()).toEqual([])
  expect(keysIn(await shown(reviewer))[0]).toBe('C-1')
  const trail = await listAuditEntries(site().store, { beforeNumber: null, limit: 9 })
  const changes = trail.filter(({ action }) => action !== 'sign in')
  expect(changes.slice(0, 2)).toMatchObject([
    {
      actor: people.reviewer,
      action: 'take answer back',
      before: `ktlo, by ${people.reviewer}`,
      after: null,
    },
    { actor: people.reviewer, action: 'answer', before: null, after: `ktlo, by ${people.reviewer}` },
  ])
  expect(changes[0]?.subject).toMatch(/^ticket C-1 \(/)
})

test('who can’t tell isn’t asked again, and others are', async () => {
  const reviewer = await browserOf('reviewer')
  await reviewer.submit(queueOf(), '/queue', fieldsOf('C-3', { answer: 'unclear' }))
  expect(await overrides()).toEqual([])
  expect(keysIn(await shown(reviewer))).toEqual(['C-1', 'C-2'])
  expect(keysIn(await shown(await browserOf('admin')))).toContain('C-3')
  await reviewer.submit(queueOf(), '/queue/take-back', fieldsOf('C-3'))
})

test.each([
  ['another team’s ticket', 'S-1'],
  ['a small team’s ticket', 'O-1'],
  ['a ticket that isn’t there', 'Z-9'],
])('%s can not be answered', async (_, key) => {
  const reviewer = await browserOf('reviewer')
  const sent = await reviewer.submit(queueOf(), '/queue', fieldsOf(key, { answer: 'ktlo' }))
  expect(sent.headers.get('location')).toContain('&refused=1')
  expect(await shown(reviewer, sent.headers.get('location') ?? '')).toContain('Nothing was changed')
  expect(await overrides()).toEqual([])
})

test.each([{ answer: 'other' }, { answer: 'ktlo', connection: 'x' }, { answer: 'ktlo', ticket: '' }])(
  'a form that is none of ours is not taken: %o',
  async (odd) => {
    const reviewer = await browserOf('reviewer')
    expect((await reviewer.submit(queueOf(), '/queue', { ...fieldsOf('C-1'), ...odd })).status).toBe(400)
  },
)

test('a look begins no sample; once begun, its answers tell what uncategorised work is, with an interval', async () => {
  const admin = await browserOf('admin')
  expect(await shown(admin, queueOf('random'))).toContain('No sample yet')
  expect(await shown(admin, queueOf('random'))).toContain('No sample yet')
  await admin.submit(queueOf('random'), '/queue/sample', { quarter: measuredQuarter })
  expect(await shown(admin, queueOf('random'))).toContain('No draws count yet')
  for (let left = 4; left > 0; left--) {
    const [key = ''] = keysIn(await shown(admin, queueOf('random')))
    await admin.submit(queueOf('random'), '/queue', {
      ...fieldsOf(key, { answer: key === 'C-1' ? 'roadmap' : 'ktlo', order: 'random' }),
    })
  }
  const text = await shown(admin, queueOf('random'))
  expect(text).toContain('by 400 draws')
  expect(text).toMatch(/Roadmap<\/th><td class="figure">5\d %/)
  expect(text).toContain('After 10 draws')
  expect(text).toContain('Nothing is left to sort')
  expect((await loadAnswers(site().store)).size).toBe(4)
  // A reviewer's estimate is that of their own teams: all of search is KTLO.
  expect(await shown(await browserOf('otherReviewer'), queueOf('random'))).toMatch(
    /KTLO<\/th><td class="figure">100 %/,
  )
})

test('a quarter that was not measured says so', async () => {
  const text = await shown(await browserOf('admin'), '/queue?quarter=2025-Q1')
  expect(text).toContain('has not been measured yet')
})
