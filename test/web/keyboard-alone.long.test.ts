import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { reviewOfQuarter } from '../../queries/review/reviews.ts'
import { browserForThisFile } from '../setup/browser-for-file.ts'
import { measureQuarter, quarter } from './figures.ts'
import { aLinkFor, siteForThisFile } from './open-test-site.ts'
import { editions, mailsToSettle, movePeopleIn, people } from './people.ts'
import { askReviewers } from './reviews.ts'

const site = siteForThisFile()
const browser = browserForThisFile()
beforeAll(async () => {
  await movePeopleIn(site().store)
  await measureQuarter(site().store)
  await askReviewers(site().store, quarter)
})

/** From a link that somebody was mailed on, nothing is pointed at. */
async function openLink(who: 'admin' | 'reviewer' | 'leader', path: string): Promise<Page> {
  site().passTime(60_000)
  const page = await (await browser().newContext({ viewport: { width: 1280, height: 800 } })).newPage()
  await page.goto(`${site().origin}/sign-in/link/${await aLinkFor(site(), people[who], path)}`)
  await pressOn(page, 'Sign in')
  await page.waitForURL(`${site().origin}${path}`)
  return page
}

/** More stops than any of these pages has: whoever needs more goes in circles. */
const mostStops = 80

/** Goes from stop to stop to the one of this name; each is seen to be where the keyboard is, and in sight. */
async function goTo(page: Page, name: string): Promise<void> {
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => {
      const focused = document.activeElement
      if (!(focused instanceof HTMLElement) || focused === document.body) return null
      const label = 'labels' in focused ? Object(focused).labels?.[0]?.textContent : undefined
      const { outlineStyle } = getComputedStyle(focused)
      const { top, bottom } = focused.getBoundingClientRect()
      const isInSight = bottom > 0 && top < innerHeight
      return {
        name: (label ?? focused.getAttribute('aria-label') ?? focused.textContent)
          .replaceAll(/\s+/g, ' ')
          .trim(),
        isSeen: isInSight && (outlineStyle !== 'none' || focused.tagName === 'IFRAME'),
      }
    })
    if (at === null) continue
    expect(at.isSeen, `the keyboard at "${at.name}"`).toBe(true)
    if (at.name === name) return
  }
  throw new Error(`no stop of the keyboard is called "${name}"`)
}

/** What the first one is called. */
async function nameOf(page: Page, selector: string): Promise<string> {
  const text = (await page.locator(selector).first().textContent()) ?? ''
  return text.replaceAll(/\s+/g, ' ').trim()
}

async function pressOn(page: Page, name: string): Promise<void> {
  await goTo(page, name)
  await page.keyboard.press('Enter')
}

test('a reviewer explains their team’s quarter by the keyboard alone', async () => {
  const page = await openLink('reviewer', `/reviews/${quarter}/core`)
  await goTo(page, 'What should its readers know?')
  await page.keyboard.type('We traded it for the fair.')
  await pressOn(page, 'Explain')
  await page.locator('[role=status]:focus').getByText('Your answer is saved').waitFor()
  const review = await reviewOfQuarter(site().store, quarter)
  expect(review?.teams).toMatchObject([{ standing: 'answered' }])
})

test('an admin ends a doubt about a mail by the keyboard alone', async () => {
  const page = await openLink('admin', '/deliveries?state=ambiguous')
  await pressOn(page, await nameOf(page, '.rows a'))
  await page.waitForURL(`${site().origin}/deliveries/${mailsToSettle.inDoubt}`)
  await goTo(page, 'What shows that it arrived?')
  await page.keyboard.type('250 in the log of the relay')
  await pressOn(page, 'It arrived')
  await page.locator('.history').getByText('250 in the log of the relay').waitFor()
})

test('a leader reads a report that was mailed to them by the keyboard alone', async () => {
  const page = await openLink('leader', '/archive')
  await pressOn(page, await nameOf(page, 'a.title'))
  await page.waitForURL(`**/archive/${encodeURIComponent(editions.leader)}`)
  await pressOn(page, 'As plain text')
  expect(await page.locator('.said-in-text').getAttribute('open')).toBe('')
})
