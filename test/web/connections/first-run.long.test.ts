import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { listConnections } from '../../../adapters/store/connections/connections.ts'
import { chooseConnectionScopes } from '../../../queries/connections/choose-scopes.ts'
import { createLink } from '../../../queries/sign-in/links.ts'
import { smallCompany } from '../../builders/company.ts'
import { browserForThisFile } from '../../setup/browser-for-file.ts'
import { waitUntil } from '../../setup/wait-until.ts'
import { openAxeWindow } from '../axe-window.ts'
import { look } from '../look.ts'
import { hostile, people } from '../people.ts'
import { connectedSiteForThisFile } from './connected-site.ts'

const small = smallCompany()
const company = {
  ...small,
  teams: small.teams.map((team) => (team.teamId === 'beta' ? { ...team, name: `Beta ${hostile}` } : team)),
}
const site = connectedSiteForThisFile(company)
const browser = browserForThisFile()

async function openAsAdmin(options: BrowserContextOptions): Promise<Page> {
  const context = await browser().newContext(options)
  const page = await context.newPage()
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

test('without scripts: connect from a pasted board, choose, and see it read', async () => {
  const page = await openAsAdmin({ javaScriptEnabled: false })
  const { jira, jiraAccount } = site().trackers
  await page.goto(`${site().origin}/connections`)
  await look(page, 'connections-none')
  await page.goto(site().origin)
  await page.getByText('0 of 7 steps are done.').waitFor()
  await look(page, 'home-first')
  await page.getByRole('link', { name: 'Connect Jira Cloud' }).click()
  await page
    .locator('form[action^="/connections/new"]')
    .evaluate((form) => form.setAttribute('novalidate', ''))
  await page.getByRole('button', { name: 'Check and connect' }).click()
  for (const missing of [
    'The address of Jira is missing.',
    'The e-mail is missing',
    'The API token is missing.',
  ])
    await page.getByRole('link', { name: missing }).waitFor()
  await look(page, 'connect-missing')
  await page
    .getByLabel('Address', { exact: true })
    .fill(`${jira.url}/jira/software/projects/ALP/boards/1?x=1`)
  await page.getByLabel('E-mail of the account').fill(jiraAccount.email)
  await page.getByLabel('Secret', { exact: true }).fill('not-the-token')
  await page.getByRole('button', { name: 'Check and connect' }).click()
  await page.getByRole('link', { name: 'Make a new token and connect again' }).waitFor()
  expect(await page.getByLabel('Secret', { exact: true }).getAttribute('aria-invalid')).toBe('true')
  expect(await page.content()).not.toContain('not-the-token')
  await page.getByLabel('Secret', { exact: true }).fill(jiraAccount.apiToken)
  await page.getByRole('button', { name: 'Check and connect' }).click()
  await page.getByRole('heading', { name: 'What should Plumbline read?' }).waitFor()
  expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(1)
  await look(page, 'scopes')
  await page.getByLabel('Find projects').fill('evil')
  await page.getByLabel('Find projects').press('Enter')
  await page.getByRole('checkbox').nth(1).waitFor()
  expect(await page.getByRole('checkbox').count()).toBe(2)
  await page.getByRole('checkbox', { checked: false }).check()
  await expectForgedAndOvertaken(page)
  await page.getByRole('button', { name: 'Save and sync' }).click()
  await page.getByRole('heading', { name: 'jira' }).waitFor()
  // The page loads itself again until the reading has ended.
  await page.getByRole('button', { name: 'Sync what changed' }).waitFor()
  await page.getByText(/\d+ tickets, last synced/).waitFor()
  await look(page, 'connection-read')
  await page.context().close()
})

/** A project that isn't there is not saved, and what another admin chose meanwhile is told. */
async function expectForgedAndOvertaken(page: Page): Promise<void> {
  const { store, now } = site()
  const ticked = page.getByRole('checkbox', { checked: true })
  await ticked.first().evaluate((box) => {
    const forged = box.cloneNode()
    box.setAttribute('value', 'GHOST')
    box.after(forged)
  })
  await page.getByRole('button', { name: 'Save and sync' }).click()
  await page.getByRole('heading', { name: 'Nothing was saved' }).waitFor()
  await page.getByText('The account can’t see GHOST.').waitFor()
  expect(await ticked.count()).toBe(2)
  const [connection] = await listConnections(store)
  const { connectionId = '', scopeKeys: against = [] } = connection ?? {}
  const by = { connectionId, actor: 'ben@company.example', nowAt: now() }
  await chooseConnectionScopes(store, { ...by, scopes: [], scopeKeys: [], against })
  await page.getByRole('button', { name: 'Save and sync' }).click()
  await page.getByText('Somebody else chose what it reads in the meantime.').waitFor()
  await page.getByText('it reads all projects now', { exact: false }).waitFor()
  expect(await ticked.count()).toBe(2)
  await look(page, 'scopes-overtaken')
}

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
  // Ticked, and the choice above left at all.
  await page.getByRole('checkbox').first().check()
  await page.getByRole('button', { name: 'Save and sync' }).click()
  await page.getByText('Some were ticked').waitFor()
  await page.getByRole('checkbox').first().uncheck()
  await page.getByLabel(/^All teams/).check()
  await page.getByRole('button', { name: 'Save and sync' }).click()
  await page.getByRole('button', { name: 'Sync what changed' }).waitFor()

  await page.goto(`${site().origin}/connections/new/jira`)
  expect(await page.getByLabel('Name of the connection').inputValue()).toBe('jira-2')
  await page.getByLabel('Address', { exact: true }).fill(jira.url)
  await page.getByLabel('E-mail of the account').fill(jiraAccount.email)
  await page.getByLabel('Secret', { exact: true }).fill(jiraAccount.apiToken)
  await page.getByRole('button', { name: 'Check and connect' }).click()
  await page.getByText('is connected already, as "jira"').waitFor()
  await page.goto(`${site().origin}/connections`)
  await look(page, 'connections')
  await page.goto(site().origin)
  await page.getByText('3 of 7 steps are done.').waitFor()
  await (await openAxeWindow(browser(), site().origin)).expectNoViolations(page)
  await page.context().close()
})

test('without scripts: from the drafted plan, corrected as tables, to a first mail', async () => {
  const page = await openAsAdmin({ javaScriptEnabled: false })
  const { origin, plumbline, store } = site()
  await page.getByText('3 of 7 steps are done.').waitFor()
  await look(page, 'home-plan')
  await page.getByRole('link', { name: 'Open the draft' }).click()
  await page.getByRole('heading', { name: 'Open epics and projects' }).waitFor()
  await look(page, 'plan-draft')
  const [committed = ''] = await page.locator('input[type=checkbox] + div label').allTextContents()
  await page.getByRole('checkbox').first().check()
  await page
    .getByLabel(/^Person-days/)
    .first()
    .fill('12')
  await page.getByRole('button', { name: 'Edit as tables' }).first().click()
  await page.getByLabel(`Person-days, ${committed}`).waitFor()
  await look(page, 'plan-table')
  await page.getByRole('button', { name: 'Add a person' }).click()
  await page
    .getByLabel(/^E-mail, row/)
    .last()
    .fill('no address')
  await page.getByRole('button', { name: 'See what would change' }).first().click()
  await page.getByRole('heading', { name: /problems? in the plan/ }).waitFor()
  const email = page.getByLabel('E-mail, no address')
  expect(await email.getAttribute('aria-invalid')).toBe('true')
  await look(page, 'plan-table-problems')
  await page.getByLabel('Name, no address').fill(`Dee ${hostile}`)
  await email.fill('dee@company.example')
  await page.getByRole('button', { name: 'See what would change' }).first().click()
  await page.getByText('It would be the first plan.').waitFor()
  await page.getByRole('button', { name: 'Put it in force' }).click()
  await page.getByText('the schedules follow its dates.').waitFor()
  const schedule = plumbline.temporal.client.schedule.getHandle('drift-watch')
  expect((await schedule.describe()).scheduleId).toBe('drift-watch')

  await page.goto(`${origin}/plan/readers`)
  await look(page, 'readers')
  await page.getByLabel('Readers, one per line').fill('email;name;audience;scope\nx;Lea;product;company')
  await page.getByRole('button', { name: 'See what would change' }).click()
  await page.getByText('Line 2, column email').waitFor()
  await look(page, 'readers-problems')
  await page.getByLabel('Or choose a CSV file').setInputFiles({
    name: 'readers.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`\ufeffemail;name;audience;scope\r\nlea@company.example;Lea;product;company\r\n`),
  })
  await page.getByLabel('Keep them, and add these').check()
  await page.getByRole('button', { name: 'See what would change' }).click()
  await page.getByText(/Lea/).first().waitFor()
  await page.getByRole('button', { name: 'Put it in force' }).click()
  await page.getByText('The plan is in force.').waitFor()

  await page.goto(origin)
  await page.getByText('5 of 7 steps are done.').waitFor()
  await page.getByRole('link', { name: 'Open the reports' }).click()
  // Else it could be measured before a slow browser has the page.
  const holder = await store.connect()
  await holder.query('set idle_in_transaction_session_timeout = 0')
  await holder.query('begin')
  await holder.query('lock table reconciliations in share mode')
  await page.getByRole('button', { name: 'Measure now' }).click()
  await page.getByRole('heading', { name: 'The quarter is being measured' }).waitFor()
  await look(page, 'figures-under-way')
  await holder.query('rollback')
  holder.release(true)
  await page.getByRole('link', { name: 'Product managers' }).first().waitFor()
  await page.getByRole('link', { name: 'Product managers' }).first().click()
  await page.getByRole('button', { name: /to me/ }).click()
  await waitUntil(async () => {
    const { rows } = await store.pool.query(
      `select from deliveries join draft_mails using (notice_id) where state = 'sent'`,
    )
    return rows.length === 1
  })
  await page.goto(origin)
  expect(page.url()).toBe(`${origin}/health`)
  // A busy Temporal may not tell at once; the page doesn't wait for it.
  await waitUntil(async () => {
    await page.reload()
    return (await page.getByRole('heading', { name: 'What runs next' }).count()) === 1
  })
  await look(page, 'health')
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
  for (const action of ['connect', 'read now', 'make figures', 'replace secret', 'mail a draft'])
    expect(kept).toContain(action)
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
  await page.getByRole('link', { name: 'type the connection’s name as it is' }).waitFor()
  await page.getByLabel('Type linear to confirm').fill('linear')
  await page.getByRole('button', { name: 'Disconnect' }).click()
  await page.getByText('The connection was removed').waitFor()
  expect(await page.getByRole('link', { name: 'linear', exact: true }).count()).toBe(0)
  await page.context().close()
})
