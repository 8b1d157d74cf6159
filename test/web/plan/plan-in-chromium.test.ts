import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
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
  await context.close()
})
