import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeAdmin } from '../../../queries/sign-in/admins.ts'
import { openChromium } from '../../setup/chromium.ts'
import { look } from '../look.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { people } from '../people.ts'

const site = siteForThisFile()
let browser: Browser
beforeAll(async () => {
  browser = await openChromium()
  await makeAdmin(site().store, { email: people.admin, actor: 'command line', nowAt: 0 })
})
afterAll(() => browser.close())

test('without scripts: a plan is mended, chosen as a file, looked at and put in force', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${site().origin}/sign-in/link/${await aLinkFor(site(), people.admin)}`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.goto(`${site().origin}/plan`)
  await look(page, 'plan-first-run')
  await page.getByLabel('Paste a plan file').fill('company: Example Works\nteams: none\n')
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByText(/^Line 2, column/).waitFor()
  await look(page, 'plan-problems')
  await page.getByLabel('Or choose a file').setInputFiles('plans/demo.yaml')
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByText('It would be the first plan.').waitFor()
  await look(page, 'plan-check')
  await page.getByRole('button', { name: 'Put it in force' }).click()
  await page.getByRole('heading', { name: 'Plan of Lumen Works' }).waitFor()
  await look(page, 'plan-in-force')

  await page.getByRole('link', { name: 'Edit as tables' }).click()
  await page.getByRole('button', { name: 'Absences' }).click()
  const before = await page.getByRole('row').count()
  await page.getByRole('button', { name: 'Add an absence' }).click()
  const cell = (head: string) => page.getByRole('row').last().getByLabel(head)
  expect(await page.getByRole('row').count()).toBe(before + 1)
  await cell('Person').fill('Nobody Known')
  await cell('From').fill('2026-06-10')
  await cell('Last day').fill('2026-06-09')
  const check = page.getByRole('button', { name: 'See what would change' }).first()
  await check.click()
  await page.getByText('names nobody in the plan').first().waitFor()
  await look(page, 'plan-absences-nobody')
  await cell('Person').fill('Ada Example')
  await check.click()
  const ends = page.getByText('ends before it starts on 2026-06-10')
  await ends.first().waitFor()
  expect(await ends.count()).toBe(2)
  const wrong = page.locator('[aria-invalid]')
  expect(await wrong.getAttribute('aria-label')).toMatch(/^Last day, .+ 2026-06-10$/)
  await look(page, 'plan-absences-problem')
  await wrong.fill('2026-06-12')
  await check.click()
  await page.getByText('Ada Example: away from 2026-06-10 to 2026-06-12').waitFor()
  await page.getByRole('button', { name: 'Edit as tables' }).click()
  await page.getByRole('heading', { level: 1, name: 'Absences' }).waitFor()
  await check.click()
  await page.getByRole('button', { name: 'Put it in force' }).click()
  await page.getByText('The plan is in force.').waitFor()
  await context.close()
})

test('a problem leads to its line of the list, to its line of the file, or to its cell on another page of tables', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${site().origin}/sign-in/link/${await aLinkFor(site(), people.admin)}`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  const selected = (id: string) =>
    page.locator(`textarea#${id}`).evaluate((text) => {
      if (!(text instanceof HTMLTextAreaElement)) throw new Error('a text area')
      return text.value.slice(text.selectionStart, text.selectionEnd)
    })

  await page.goto(`${site().origin}/plan/readers`)
  const wrong = 'zoe@company.example,Zoe,gardener,company'
  await page
    .locator('#csv')
    .fill(`email,name,audience,scope\nal@company.example,Al,product,company\n${wrong}\n`)
  await page.getByRole('button', { name: 'See what would change' }).click()
  await page.getByRole('link', { name: 'Line 3, column audience' }).click()
  expect(await selected('csv')).toBe(wrong)

  await page.goto(`${site().origin}/plan/table?part=absences`)
  await page.getByLabel('Last day').first().fill('2020-01-01')
  await page.getByRole('button', { name: 'Calendars' }).click()
  await page.getByRole('button', { name: 'See what would change' }).click()
  await page.getByRole('button', { name: /^Absences, .+, Last day: / }).click()
  await page.getByRole('heading', { level: 1, name: 'Absences' }).waitFor()
  await page.getByRole('link', { name: /, Last day: / }).click()
  const cell = page.locator('[aria-invalid]')
  expect(await cell.evaluate((each) => each.matches(':target'))).toBe(true)
  expect(await cell.inputValue()).toBe('2020-01-01')

  await page.goto(`${site().origin}/plan`)
  await page.locator('#yaml').fill('company: Example Works\nteams: none\n')
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByRole('link', { name: /^Line 2, column/ }).click()
  expect(await selected('yaml')).toBe('none')
  await context.close()
})

test('an address of forty letters is whole in its cell beside a long name, and nothing scrolls sideways', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  await page.goto(`${site().origin}/sign-in/link/${await aLinkFor(site(), people.admin)}`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.goto(`${site().origin}/plan/table`)
  const table = page.getByRole('region', { name: 'Rows of People' })
  const address = table.getByLabel(/^E-mail, /).first()
  const name = table.getByLabel(/^Name, /).first()
  await address.fill('benedikt.meersbergen@northwind-trade.com')
  await name.fill('Benedikt van Meersbergen')
  const isWhole = (all: readonly Element[]) =>
    all.every(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth)
  expect(await address.evaluateAll(isWhole)).toBe(true)
  expect(await name.evaluateAll(isWhole)).toBe(true)
  expect(await page.locator('.scroll').evaluateAll(isWhole)).toBe(true)
  await name.fill('שרה לוי (תל אביב)')
  expect(await name.evaluate((each) => getComputedStyle(each).direction)).toBe('rtl')
  await page.setViewportSize({ width: 375, height: 800 })
  expect(await table.evaluateAll(isWhole)).toBe(true)
  await context.close()
})
