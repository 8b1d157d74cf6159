import { expect, test } from 'vitest'
import { createLink } from '../../../queries/sign-in/links.ts'
import { smallCompany } from '../../builders/company.ts'
import { browserForThisFile } from '../../setup/browser-for-file.ts'
import { waitUntil } from '../../setup/wait-until.ts'
import { people } from '../people.ts'
import { connectedSiteForThisFile } from './connected-site.ts'

const site = connectedSiteForThisFile(smallCompany())
const browser = browserForThisFile()

test('from an empty store to a first mail it takes 11 clicks and 3 fields, and each page leads to the next', async () => {
  const { origin, store, now, trackers, log } = site()
  const page = await (await browser().newContext()).newPage()
  let [pages, clicks, fields] = [0, 0, 0]
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) pages += 1
  })
  const press = async (role: 'button' | 'link', name: string | RegExp) => {
    clicks += 1
    const next = page.getByRole(role, { name }).first()
    const trouble = page.getByRole('alert').or(page.getByRole('heading', { name: /went wrong/ }))
    // A page that says why it can't go on would be waited at for as long as a test may take.
    await next.or(trouble).first().waitFor()
    if (!(await next.isVisible())) throw new Error(`${await page.textContent('body')}\n${log.join('')}`)
    await next.click()
  }
  const fill = async (label: string, text: string) => {
    fields += 1
    await page.getByLabel(label, { exact: true }).fill(text)
  }
  const link = await createLink(store, {
    ...{ email: people.admin, returnTo: '/', askedOn: 'command line', nowAt: now() },
  })

  await page.goto(`${origin}/sign-in/link/${link.token}`)
  await press('button', 'Sign in')
  await press('link', /^Connect Jira/)
  await fill('Address', `${trackers.jira.url}/jira/software/projects/ALP/boards/1`)
  await fill('E-mail of the account', trackers.jiraAccount.email)
  await fill('Secret', trackers.jiraAccount.apiToken)
  await press('button', 'Check and connect')
  await press('button', 'Save and sync')
  await press('link', 'Next: correct the draft plan')
  await press('button', 'See what would change')
  await press('button', 'Put it in force')
  await press('link', 'Next: look at the mails')
  await press('button', 'Measure now')
  await press('link', 'Executives')
  await press('button', /to me/)
  await waitUntil(async () => {
    const { rows } = await store.pool.query(
      `select from deliveries join draft_mails using (notice_id) where state = 'sent'`,
    )
    return rows.length === 1
  })
  expect({ pages, clicks, fields }).toEqual({ pages: 12, clicks: 11, fields: 3 })
})
