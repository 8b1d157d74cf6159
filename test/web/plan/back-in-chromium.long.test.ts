import { beforeAll, expect, test } from 'vitest'
import { makeAdmin } from '../../../queries/sign-in/admins.ts'
import { browserForThisFile } from '../../setup/browser-for-file.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { people } from '../people.ts'

const site = siteForThisFile()
const browser = browserForThisFile()
beforeAll(async () => {
  await makeAdmin(site().store, { email: people.admin, actor: 'command line', nowAt: 0 })
})

test('going back after a plan was put in force shows what was typed, and asks for nothing to be sent again, until the session ends', async () => {
  const context = await browser().newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${site().origin}/sign-in/link/${await aLinkFor(site(), people.admin)}`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.goto(`${site().origin}/plan`)
  await page.getByLabel('Or choose a file').setInputFiles('plans/demo.yaml')
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByRole('button', { name: 'Put it in force' }).click()
  await page.getByText('The plan is in force.').waitFor()
  await page.goBack()
  await page.getByRole('heading', { name: 'Save this plan for Lumen Works?' }).waitFor()
  await page.goForward()

  await page.getByRole('link', { name: 'Edit as tables' }).click()
  await page.getByRole('button', { name: 'Absences' }).click()
  await page.getByRole('heading', { level: 1, name: 'Absences' }).waitFor()
  await page.getByLabel('Last day').first().fill('2026-12-24')
  await page.getByRole('button', { name: 'See what would change' }).first().click()
  await page.getByRole('button', { name: 'Put it in force' }).click()
  await page.getByText('The plan is in force.').waitFor()
  await page.goBack()
  await page.getByText('2026-12-24').first().waitFor()
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: 'Absences' }).waitFor()
  await page.goForward()
  await page.getByText('2026-12-24').first().waitFor()

  await page.locator('.account summary').click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  const gone = await page.goBack().then(
    (response) => response?.status() ?? null,
    (error: unknown) => String(error),
  )
  expect(gone).toContain('ERR_CACHE_MISS')
  await context.close()
})
