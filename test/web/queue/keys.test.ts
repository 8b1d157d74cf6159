import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { browserForThisFile } from '../../setup/browser-for-file.ts'
import { measuredQuarter, measureWork } from '../measured-work.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { movePeopleIn, people } from '../people.ts'

const site = siteForThisFile()
const browser = browserForThisFile()
beforeAll(async () => {
  await movePeopleIn(site().store)
  await measureWork(site().store)
})

async function openQueue() {
  const context = await browser().newContext()
  const page = await context.newPage()
  await page.goto(`${site().origin}/sign-in/link/${await aLinkFor(site(), people.admin)}`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.goto(`${site().origin}/queue?quarter=${measuredQuarter}`)
  const asked = page.locator('section.card p.quiet').first()
  const press = async (key: string, expected: string) => {
    // A key that is pressed before the page's script runs is nobody's.
    await page.locator('html.scripts').waitFor()
    await page.keyboard.press(key)
    await expect.poll(() => asked.textContent()).toContain(expected)
  }
  return { context, page, asked, press }
}

test('one key answers, skips or undoes, and none does once keys are switched off', async () => {
  const { context, page, asked, press } = await openQueue()
  expect(await asked.textContent()).toContain('C-1')
  await press('s', 'S-1')
  await press('k', 'C-2')
  expect(await page.locator('.answered').first().textContent()).toContain('S-1 KTLO')
  await press('u', 'S-1')
  await page.locator('html.scripts').waitFor()
  await page.getByLabel('Keyboard shortcuts').uncheck()
  await page.keyboard.press('k')
  await page.reload()
  expect(await asked.textContent()).toContain('S-1')
  expect(await page.locator('kbd').first().isVisible()).toBe(false)
  await page.getByLabel('Keyboard shortcuts').check()
  await press('r', 'C-2')
  await context.close()
})

/** What a screen reader says of where the keyboard is. */
async function heard(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const on = document.activeElement
    const by = document.getElementById(on?.getAttribute('aria-describedby') ?? '')
    return `${on?.tagName}: ${on?.textContent} (${by?.textContent ?? ''})`
  })
}

test('after an answer or its undoing the keyboard goes on at the ticket that is asked about, and what was done is heard', async () => {
  const { context, page, press } = await openQueue()
  await press('k', 'C-2')
  expect(await page.title()).toBe('Queue: C-2 · Plumbline')
  expect(await heard(page)).toMatch(/^H2: .*\(\W*C-1: KTLO\.\W*\)$/)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Roadmap')
  await press('u', 'C-1')
  expect(await heard(page)).toMatch(/^H2: .*The answer was taken back\./)
  await context.close()
})

test('keys that are held down with others are left to the browser and to people', async () => {
  const { context, page, asked } = await openQueue()
  await page.locator('html.scripts').waitFor()
  for (const key of ['Shift+K', 'Control+K', 'Alt+K', 'Meta+K']) await page.keyboard.press(key)
  await page.reload()
  expect(await asked.textContent()).toContain('C-1')
  expect(await page.locator('.answered').filter({ hasText: 'C-1' }).count()).toBe(0)
  await context.close()
})
