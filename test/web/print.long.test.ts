import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { makeAdmin } from '../../queries/sign-in/admins.ts'
import { browserForThisFile } from '../setup/browser-for-file.ts'
import { aLinkFor, siteForThisFile } from './open-test-site.ts'
import { people } from './people.ts'

const site = siteForThisFile()
const browser = browserForThisFile()
let page: Page
beforeAll(async () => {
  await makeAdmin(site().store, { email: people.admin, actor: 'command line', nowAt: 0 })
  page = await browser().newPage({ viewport: { width: 794, height: 1123 } })
  await page.goto(`${site().origin}/sign-in/link/${await aLinkFor(site(), people.admin)}`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.goto(`${site().origin}/plan`)
  await page.getByLabel('Paste a plan file').fill(readFileSync('plans/demo.yaml', 'utf8'))
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByRole('button', { name: 'Put it in force' }).click()
  await page.getByRole('heading', { name: 'Plan of Lumen Works' }).waitFor()
  await page.emulateMedia({ media: 'print' })
})

/** Controls whose text doesn't fit into them. */
function clipped(controls: string): Promise<string[]> {
  return page
    .locator(controls)
    .evaluateAll((all) =>
      all.flatMap((each) =>
        each.checkVisibility() &&
        (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1)
          ? [each.getAttribute('aria-label') ?? each.id]
          : [],
      ),
    )
}

test('the tables of a plan are printed with all that stands in them, and nothing to be pressed', async () => {
  await page.goto(`${site().origin}/plan/table`)
  expect(await page.getByLabel('E-mail, Ada Example').isVisible()).toBe(true)
  expect(await page.locator('select[name=team]').isVisible()).toBe(true)
  expect(await clipped('.edit :is(input:not([type=hidden]), select)')).toEqual([])
  expect(await page.locator('main button:visible, main summary:visible').count()).toBe(0)
  expect(await page.locator('html').evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(794)
  await page.goto(`${site().origin}/plan/table?part=company`)
  expect(await page.getByText('Cost of a person-day').isVisible()).toBe(true)
})

test('what a page folds away is printed: commitments and people of the plan', async () => {
  await page.goto(`${site().origin}/plan`)
  expect(await page.getByText('A ledger that survives retries').first().isVisible()).toBe(true)
  expect(await page.getByRole('button').count()).toBe(0)
})

test('the rules are printed whole, without the form around them', async () => {
  await page.goto(`${site().origin}/rules`)
  expect(await page.locator('textarea').isVisible()).toBe(true)
  expect(await clipped('textarea')).toEqual([])
  expect(await page.locator('main').getByText('Or choose a file').isVisible()).toBe(false)
})
