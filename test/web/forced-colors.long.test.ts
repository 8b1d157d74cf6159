import type { Locator } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { browserForThisFile } from '../setup/browser-for-file.ts'
import { aLinkFor, siteForThisFile } from './open-test-site.ts'
import { movePeopleIn, people } from './people.ts'

const site = siteForThisFile()
const browser = browserForThisFile()
beforeAll(async () => {
  await movePeopleIn(site().store)
})

/** What is painted behind a link. */
function ground(link: Locator): Promise<string> {
  return link.evaluate((each) => getComputedStyle(each).backgroundColor)
}

test('in a system’s own colours, what is open and what is chosen differ from the rest', async () => {
  const page = await browser().newPage({ forcedColors: 'active' })
  await page.goto(`${site().origin}/sign-in/link/${await aLinkFor(site(), people.admin)}`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.goto(`${site().origin}/deliveries`)
  const pages = page.getByLabel('Pages of Reports')
  const others = [
    [pages.getByRole('link', { name: 'Mails' }), pages.getByRole('link', { name: 'Reviews' })],
    [page.getByRole('link', { name: 'All states' }), page.getByRole('link', { name: /^sent/ })],
  ] as const
  for (const [open, other] of others) expect(await ground(open)).not.toBe(await ground(other))
  const mark = page.locator('.state.problem').first()
  const colours = await mark.evaluate((each) => [
    getComputedStyle(each, '::before').backgroundColor,
    getComputedStyle(document.body).backgroundColor,
  ])
  expect(colours[0]).not.toBe(colours[1])
})
