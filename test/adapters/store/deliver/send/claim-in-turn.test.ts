import { expect, test } from 'vitest'
import { queueDeliveries } from '../../../../../adapters/store/deliver/queue/queue.ts'
import { claimInTurn } from '../../../../../adapters/store/deliver/send/claim-in-turn.ts'
import type { MailPacing } from '../../../../../domain/deliver/turns.ts'
import { nowAt, storeForThisFile } from '../../test-store.ts'
import { editionPerTest } from '../edition-per-test.ts'

const store = storeForThisFile()
const editionIds = editionPerTest(store)

async function queue(...emails: string[]): Promise<void> {
  const [editionId = ''] = editionIds()
  const rows = emails.map((recipientEmail) => ({
    ...{ editionId, recipientEmail, recipientName: 'Reader', suppressedBecause: null },
  }))
  await queueDeliveries(store(), rows, nowAt)
}

const readers = (count: number, domain: string) =>
  Array.from({ length: count }, (_, reader) => `reader-${reader}@${domain}`)

async function claim(pacing: MailPacing, at: number, limit = 100) {
  const request = { nowAt: at, leaseMs: 30_000, mailIds: editionIds(), limit, worker: 'worker-1' }
  const { claims, claimAgainAt } = await claimInTurn(store(), request, pacing)
  return {
    turns: claims.map(({ turnAt }) => turnAt - nowAt),
    emails: claims.map(({ claimed }) => claimed.delivery.recipientEmail),
    againIn: claimAgainAt === null ? null : claimAgainAt - nowAt,
  }
}

test('workers that claim at once share one pace: no turn is taken twice', async () => {
  await queue(...readers(30, 'company.example'))
  const pacing = { relay: 'shared.example:587', ratePerMinute: 1200, ratePerDomain: null }
  const all = await Promise.all([1, 2, 3, 4].map(() => claim(pacing, nowAt, 6)))
  const turns = all.flatMap((each) => each.turns).toSorted((a, b) => a - b)
  // Six at once begin the next quarter of a second; what begins later is nobody's yet.
  expect(turns).toEqual(Array.from({ length: 6 }, (_, turn) => turn * 50))
  expect(new Set(all.map(({ againIn }) => againIn))).toEqual(new Set([null, 50]))
  const later = await claim(pacing, nowAt + 50)
  expect(later.turns[0]).toBe(300)
  expect(new Set([...all.flatMap(({ emails }) => emails), ...later.emails]).size).toBe(6 + later.turns.length)
})

test('another relay has a pace of its own', async () => {
  await queue(...readers(2, 'company.example'))
  const pacing = { relay: 'one.example:587', ratePerMinute: 1, ratePerDomain: null }
  expect(await claim(pacing, nowAt)).toMatchObject({ turns: [0] })
  expect(await claim(pacing, nowAt)).toMatchObject({ turns: [], againIn: 59_750 })
  expect(await claim({ ...pacing, relay: 'two.example:587' }, nowAt)).toMatchObject({ turns: [0] })
})

test('mails to one domain keep its pace, in whatever case it is written, and those to others don’t wait for it', async () => {
  await queue('ada@company.example', 'ben@Company.example', 'cleo@partner.example', 'dan@company.example')
  const pacing = { relay: 'domains.example:587', ratePerMinute: 60_000, ratePerDomain: 6 }
  const first = await claim(pacing, nowAt)
  expect(first.turns).toEqual([0, 1])
  expect(first.emails.map((email) => email.split('@')[1]).toSorted()).toEqual([
    'company.example',
    'partner.example',
  ])
  expect(await claim(pacing, nowAt + 5000)).toMatchObject({ turns: [], againIn: expect.closeTo(9750, -1) })
  expect(await claim(pacing, nowAt + 9800)).toMatchObject({
    emails: [expect.stringContaining('@company.example')],
  })
})

test('a domain keeps one pace in the letters of its language and as DNS has it; a subdomain has its own', async () => {
  await queue('ada@münchen.example', 'ben@xn--mnchen-3ya.example', 'cleo@mail.münchen.example')
  const pacing = { relay: 'international.example:587', ratePerMinute: 60_000, ratePerDomain: 6 }
  const first = await claim(pacing, nowAt)
  expect(first.emails.filter((email) => !email.includes('@mail.'))).toHaveLength(1)
  expect(first.emails).toContain('cleo@mail.münchen.example')
  expect(await claim(pacing, nowAt + 9_000)).toMatchObject({ emails: [] })
  const second = await claim(pacing, nowAt + 9_800)
  expect(new Set([...first.emails, ...second.emails]).size).toBe(3)
})

test('where nothing is due, no turn is waited for', async () => {
  const pacing = { relay: 'idle.example:587', ratePerMinute: 1, ratePerDomain: 1 }
  await queue('ada@company.example')
  expect(await claim(pacing, nowAt)).toMatchObject({ turns: [0] })
  expect(await claim(pacing, nowAt)).toEqual({ turns: [], emails: [], againIn: null })
})
