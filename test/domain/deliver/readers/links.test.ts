import { expect, test } from 'vitest'
import {
  linkHolds,
  pagePlaceholder,
  personalised,
  sessionLinks,
  stopPlaceholder,
} from '../../../../domain/deliver/readers/links.ts'

test('a mail gets its reader’s links in HTML and text alike, with the places that they lead to', () => {
  const mail = {
    subject: 'Q2',
    html: `<a href="${pagePlaceholder}#finding-1">see them</a> <a href="${pagePlaceholder}">all</a>`,
    text: `see them <${pagePlaceholder}#finding-1> no more <${stopPlaceholder}>`,
  }
  const pageUrl = 'https://plumbline.company.example/read/token'
  const unsubscribeUrl = 'https://plumbline.company.example/unsubscribe/$&'
  expect(personalised(mail, { pageUrl, unsubscribeUrl })).toEqual({
    subject: 'Q2',
    html: `<a href="${pageUrl}#finding-1">see them</a> <a href="${pageUrl}">all</a>`,
    text: `see them <${pageUrl}#finding-1> no more <${unsubscribeUrl}>`,
  })
})

test('a mail without a page behind it stays as it is', () => {
  const mail = { html: '<p>$& on plan</p>', text: '$& on plan' }
  expect(personalised(mail, sessionLinks('https://plumbline.company.example', '2026-Q2/final/x'))).toEqual(
    mail,
  )
})

test('a link holds for its days from when its mail was queued, and where links are switched on', () => {
  const queuedAt = Date.parse('2026-06-12T16:00:00Z')
  const holds = (nowAt: string, linkDays: number | null = 30) =>
    linkHolds({ queuedAt, linkDays, nowAt: Date.parse(nowAt) })
  expect(holds('2026-06-12T16:00:00Z')).toBe(true)
  expect(holds('2026-07-12T15:59:59.999Z')).toBe(true)
  expect(holds('2026-07-12T16:00:00Z')).toBe(false)
  expect(holds('2026-06-13T16:00:00Z', 1)).toBe(false)
  expect(holds('2026-06-12T16:00:00Z', null)).toBe(false)
})
