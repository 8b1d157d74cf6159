import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLink } from '../../../queries/sign-in/links.ts'
import { smallCompany } from '../../builders/company.ts'
import { openChromium } from '../../setup/chromium.ts'
import { hostile, people } from '../people.ts'
import { connectedSiteForThisFile } from './connected-site.ts'

const small = smallCompany()
const company = {
  ...small,
  teams: small.teams.map((team) => (team.teamId === 'beta' ? { ...team, name: `Beta ${hostile}` } : team)),
}
const site = connectedSiteForThisFile(company)
let browser: Browser
beforeAll(async () => {
  browser = await openChromium()
})
afterAll(() => browser.close())

async function openAsAdmin(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  page.on('dialog', () => {
    throw new Error('a script ran')
  })
  const { store, now, origin } = site()
  const link = await createLink(store, {
    email: people.admin,
    returnTo: '/',
    askedOn: 'page',
    nowAt: now(),
  })
  await page.goto(`${origin}/sign-in/link/${link.token}`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  return page
}

/** Keeps pictures where they are wanted, narrow and wide, light and dark; nothing scrolls sideways. */
async function look(page: Page, name: string): Promise<void> {
  const { WEB_PICTURES: folder } = process.env
  for (const [width, colorScheme] of [
    [375, 'dark'],
    [1280, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    if (folder !== undefined) {
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true })
    }
    const scrollWidth = await page.locator('html').evaluate((html) => html.scrollWidth)
    expect(scrollWidth, `${name} at ${width} px`).toBeLessThanOrEqual(width)
  }
}

test('without scripts: connect from a pasted board, choose, and see it read', async () => {
  const page = await openAsAdmin({ javaScriptEnabled: false })
  const { jira, jiraAccount } = site().trackers
  await page.goto(`${site().origin}/connections`)
  await look(page, 'connections-none')
  await page.getByRole('link', { name: 'Connect a Jira Cloud site' }).click()
  await page
    .locator('form[action^="/connections/new"]')
    .evaluate((form) => form.setAttribute('novalidate', ''))
  await page.getByRole('button', { name: 'Check and connect' }).click()
  for (const missing of [
    'The address of Jira is missing.',
    'The e-mail is missing',
    'The API token is missing.',
  ])
    await page.getByText(missing).waitFor()
  await look(page, 'connect-missing')
  await page
    .getByLabel('Address', { exact: true })
    .fill(`${jira.url}/jira/software/projects/ALP/boards/1?x=1`)
  await page.getByLabel('E-mail of the account').fill(jiraAccount.email)
  await page.getByLabel('Secret', { exact: true }).fill('not-the-token')
  await page.getByRole('button', { name: 'Check and connect' }).click()
  await page.getByText('Make a new token and connect again').waitFor()
  expect(await page.content()).not.toContain('not-the-token')
  await page.getByLabel('Secret', { exact: true }).fill(jiraAccount.apiToken)
  await page.getByRole('button', { name: 'Check and connect' }).click()
  await page.getByRole('heading', { name: 'What should Plumbline read?' }).waitFor()
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(1)
  await look(page, 'scopes')
  await page.getByLabel('Find projects').fill('evil')
  await page.getByRole('button', { name: 'Find' }).click()
  expect(await page.getByRole('checkbox').count()).toBe(2)
  await page.getByRole('checkbox', { checked: false }).check()
  await page.getByRole('button', { name: 'Save and start reading' }).click()
  await page.getByRole('heading', { name: 'jira' }).waitFor()
  // The page loads itself again until the reading has ended.
  await page.getByRole('button', { name: 'Read what changed now' }).waitFor({ timeout: 120_000 })
  await page.getByText(/\d+ tickets, last read/).waitFor()
  await look(page, 'connection-read')
  await page.context().close()
})

test('with scripts: a second tracker, whose progress shows itself; a site is not connected twice', async () => {
  const page = await openAsAdmin({})
  const { jira, jiraAccount, linear, linearKey } = site().trackers
  await page.goto(`${site().origin}/connections/new/linear`)
  await look(page, 'connect-linear')
  await page.getByLabel('Name of the connection').fill('jira')
  await page.getByLabel('Address', { exact: true }).fill(linear.url)
  await page.getByLabel('Secret', { exact: true }).fill(linearKey)
  await page.getByRole('button', { name: 'Check and connect' }).click()
  await page.getByText('is the name of a connection to jira: choose another name').waitFor()
  await page.getByLabel('Name of the connection').fill('linear')
  await page.getByLabel('Secret', { exact: true }).fill(linearKey)
  await page.getByRole('button', { name: 'Check and connect' }).click()
  await page.getByRole('button', { name: 'Save and start reading' }).click()
  await page.getByRole('button', { name: 'Read what changed now' }).waitFor({ timeout: 120_000 })

  await page.goto(`${site().origin}/connections/new/jira`)
  expect(await page.getByLabel('Name of the connection').inputValue()).toBe('jira-2')
  await page.getByLabel('Address', { exact: true }).fill(jira.url)
  await page.getByLabel('E-mail of the account').fill(jiraAccount.email)
  await page.getByLabel('Secret', { exact: true }).fill(jiraAccount.apiToken)
  await page.getByRole('button', { name: 'Check and connect' }).click()
  await page.getByText('is connected already, as "jira"').waitFor()
  await page.goto(`${site().origin}/connections`)
  await look(page, 'connections')
  await page.context().close()
})

test('a secret is replaced only where it fits, and is kept nowhere in clear', async () => {
  const page = await openAsAdmin({ javaScriptEnabled: false })
  const { linearKey, jiraAccount } = site().trackers
  await page.goto(`${site().origin}/connections`)
  await page.locator('a.title', { hasText: 'linear' }).click()
  await page.getByLabel('New API key').fill('lin_api_wrong-one')
  await page.getByRole('button', { name: 'Check and replace' }).click()
  await page.getByRole('heading', { name: 'Nothing was changed' }).waitFor()
  await page.getByLabel('New API key').fill(linearKey)
  await page.getByRole('button', { name: 'Check and replace' }).click()
  await page.getByText('The secret was replaced.').waitFor()
  const { rows } = await site().store.pool.query(
    `select t::text as text from connections t union all select t::text from audit_entries t`,
  )
  const kept = [...rows.map((row) => JSON.stringify(row)), ...site().log].join('\n')
  expect(kept).toContain('replace secret')
  for (const secret of [linearKey, jiraAccount.apiToken, 'lin_api_wrong-one', 'not-the-token'])
    expect(kept).not.toContain(secret)
  await page.context().close()
})

test('a connection goes only where its name is typed', async () => {
  const page = await openAsAdmin({ javaScriptEnabled: false })
  await page.goto(`${site().origin}/connections`)
  await page.locator('a.title', { hasText: 'linear' }).click()
  await page.getByLabel('Type linear to confirm').fill('Linear')
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await page.getByText('type the connection’s name as it is').waitFor()
  await page.getByLabel('Type linear to confirm').fill('linear')
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await page.getByText('The connection was removed').waitFor()
  expect(await page.getByRole('link', { name: 'linear', exact: true }).count()).toBe(0)
  await page.context().close()
})
