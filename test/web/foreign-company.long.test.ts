import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { asOfAt, firstReader } from '../../bench/size/company.ts'
import { measuredPaths } from '../../bench/web/paths.ts'
import { makeAdmin } from '../../queries/sign-in/admins.ts'
import { partNames } from '../../web/plan/table/parts.ts'
import { nowAt } from '../adapters/store/test-store.ts'
import { browserForThisFile } from '../setup/browser-for-file.ts'
import { type AxeWindow, openAxeWindow } from './axe-window.ts'
import { storeForeignCompany } from './foreign-company.ts'
import { brokenWords, cutTexts } from './layout-faults.ts'
import { aLinkFor, siteForThisFile } from './open-test-site.ts'
import { spokenFaults } from './spoken-faults.ts'

const site = siteForThisFile()
const widths = [320, 375, 1920, 1280]
const browser = browserForThisFile()
let axe: AxeWindow
let page: Page
let examples: Readonly<Record<string, string>> = {}
beforeAll(async () => {
  axe = await openAxeWindow(browser(), site().origin)
  examples = await storeForeignCompany(site().store)
  await makeAdmin(site().store, { email: firstReader, actor: 'command line', nowAt })
  site().passTime(asOfAt - nowAt)
  page = await (await browser().newContext()).newPage()
  await page.goto(`${site().origin}/sign-in/link/${await aLinkFor(site(), firstReader)}`)
  await page.getByRole('button', { name: 'Sign in' }).click()
})

/** Where a long list goes on, or shows its other parts. */
const more = [
  ...partNames.map((part) => `/plan/table?part=${part}`),
  '/audit?before=50',
  '/deliveries?state=sent',
  '/queue?order=random',
  '/people?find=%E5%B1%B1',
]

test('each page of a big company with names in every script fits each width, breaks no word, cuts nothing off, and axe finds nothing', async () => {
  const faults: string[] = []
  const paths = measuredPaths(examples).filter(
    (path) => !/\/mail$|\/figures$|^\/reviews.*\/draft$/.test(path),
  )
  for (const path of [...paths, ...more]) {
    await page.goto(`${site().origin}${path}`)
    // The draft of a plan is looked at, not the page that waits for it.
    await page.locator('#draft[hx-get]').waitFor({ state: 'detached' })
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 })
      const { scrollWidth } = await page.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
      }))
      if (scrollWidth > width) faults.push(`${path} is ${scrollWidth} px wide at ${width} px`)
      for (const each of [...(await brokenWords(page)), ...(await cutTexts(page))])
        faults.push(`${path} at ${width} px: ${each}`)
    }
    for (const each of await spokenFaults(page)) faults.push(`${path}: ${each}`)
    await axe
      .expectNoViolations(page, ['light'])
      .catch((error: Error) => faults.push(`${path}: ${error.message.slice(0, 1500)}`))
    await keepPicture(path)
  }
  expect(faults).toEqual([])
})

/** Kept for people to look at, where WEB_PICTURES names a folder. */
async function keepPicture(path: string): Promise<void> {
  const folder = process.env['WEB_PICTURES']
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  for (const width of [375, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    await page.screenshot({
      path: join(folder, `foreign${path.replaceAll(/\W+/g, '-').slice(0, 80)}-${width}.png`),
      fullPage: true,
    })
  }
}
