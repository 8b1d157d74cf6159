import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { browserForThisFile } from '../setup/browser-for-file.ts'
import { measureQuarter, quarter } from './figures.ts'
import { aLinkFor, siteForThisFile } from './open-test-site.ts'
import { archivePath, editions, movePeopleIn, people } from './people.ts'
import { askReviewers } from './reviews.ts'

const site = siteForThisFile()
const browser = browserForThisFile()
beforeAll(async () => {
  await movePeopleIn(site().store)
  await measureQuarter(site().store)
  await askReviewers(site().store, quarter)
})

async function open(
  who: keyof typeof people,
  path: string,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser().newContext()
  const page = await context.newPage()
  await page.goto(`${site().origin}/sign-in/link/${await aLinkFor(site(), people[who], path)}`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  return { context, page }
}

test('on paper a report is whole: its text stands where the frame would be cut off', async () => {
  const { context, page } = await open('leader', archivePath(editions.leader))
  const [frame, text] = [page.locator('iframe.mail'), page.locator('.said-in-text pre')]
  expect([await frame.isVisible(), await text.isVisible()]).toEqual([true, false])
  await page.emulateMedia({ media: 'print' })
  expect([await frame.isVisible(), await text.isVisible()]).toEqual([false, true])
  const height = await text.evaluate((each) => each.getBoundingClientRect().height)
  expect(height).toBeGreaterThan(100)
  await context.close()
})

test('in high contrast, which paints no backgrounds of ours, the page, quarter and order that one is at are told from the others', async () => {
  const { context, page } = await open('reviewer', `/teams/core?quarter=${quarter}`)
  await page.emulateMedia({ forcedColors: 'active' })
  const grounds = (links: string) =>
    page
      .locator(`nav ${links}`)
      .evaluateAll((found) => found.map((link) => getComputedStyle(link).backgroundColor))
  const marked = await grounds('a[aria-current]')
  expect(marked.length).toBeGreaterThanOrEqual(2)
  const others = new Set(await grounds('a:not([aria-current])'))
  for (const ground of marked) expect(others).not.toContain(ground)
  await context.close()
})

test('at 400 % what a correction would change, and what a review is about, is in sight without scrolling sideways', async () => {
  const review = `/reviews/${quarter}/core`
  const { context, page } = await open('reviewer', review)
  await page.setViewportSize({ width: 320, height: 256 })
  for (const path of [review, `${review}/correct?ticket=R-1&category=ktlo`]) {
    await page.goto(`${site().origin}${path}`)
    const hidden = await page
      .locator('.scroll')
      .evaluateAll((tables) => tables.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth))
    expect(hidden, path).toEqual([0])
  }
  await context.close()
})
