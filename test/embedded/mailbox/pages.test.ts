import { expect, test } from 'vitest'
import { indexPage, mailPage } from '../../../embedded/mailbox/pages.ts'
import { openChromium } from '../../setup/chromium.ts'
import { lowContrasts } from '../../templates/low-contrasts.ts'

const mail = {
  fileName: '0001-ada.eml',
  pageName: '0001-ada.html',
  from: 'Plumbline <plumbline@company.example>',
  to: 'Ada Example <ada@company.example>',
  subject: 'Q2: the time went where it was planned',
  sentAt: '2026-06-12T16:00:00.000Z',
}

test('the pages around the mails follow a dark screen, every word with contrast enough', async () => {
  const browser = await openChromium()
  try {
    const page = await browser.newPage({ colorScheme: 'dark' })
    for (const html of [indexPage([mail]), mailPage({ ...mail, html: null, text: 'Dear Ada' })]) {
      await page.setContent(html)
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
        'rgb(20, 23, 28)',
      )
      expect(await page.evaluate(lowContrasts)).toEqual([])
    }
  } finally {
    await browser.close()
  }
})

test('long addresses and subjects fit a phone', async () => {
  const word = 'a'.repeat(60)
  const long = { ...mail, to: `${word} <${word}@company.example>`, subject: `Search, Q2 so far: ${word}` }
  const browser = await openChromium()
  try {
    const page = await browser.newPage({ viewport: { width: 320, height: 800 } })
    for (const html of [indexPage([long]), mailPage({ ...long, html: '<p>Dear Ada</p>', text: word })]) {
      await page.setContent(html)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    }
  } finally {
    await browser.close()
  }
})

test('one mail is counted as one', () => {
  expect(indexPage([mail])).toContain('<p>1 mail.</p>')
})
