import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { linkLifeMs } from '../../../domain/sign-in/limits.ts'
import { browserForThisFile } from '../../setup/browser-for-file.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { movePeopleIn, people } from '../people.ts'

const site = siteForThisFile()
const browser = browserForThisFile()
beforeAll(async () => {
  await movePeopleIn(site().store)
})

async function linkUrl(who: keyof typeof people): Promise<string> {
  site().passTime(60_000)
  return `${site().origin}/sign-in/link/${await aLinkFor(site(), people[who])}`
}

async function openLink(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(url)
  return page
}

const signInButton = { name: 'Sign in', exact: true } as const

test('the button of a mailed link pressed twice at once signs in', async () => {
  const page = await openLink(await browser().newContext(), await linkUrl('leader'))
  await page.getByRole('button', signInButton).dblclick({ noWaitAfter: true })
  await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Sign in to Plumbline' }).waitFor()
  await page.goto(`${site().origin}/archive`)
  expect(page.url()).toBe(`${site().origin}/archive`)
  await page.context().close()
})

test('a link in two tabs of one browser leads on from both', async () => {
  const context = await browser().newContext()
  const url = await linkUrl('leader')
  for (const page of [await openLink(context, url), await openLink(context, url)]) {
    await page.getByRole('button', signInButton).click()
    await page.waitForURL((shown) => !shown.pathname.startsWith('/sign-in'))
    await page.getByText('Sign out', { exact: true }).waitFor({ state: 'attached' })
  }
  await context.close()
})

test('a link that grew too old while it was open says so, and leads to a new one', async () => {
  const page = await openLink(await browser().newContext(), await linkUrl('leader'))
  site().passTime(linkLifeMs)
  await page.getByRole('button', signInButton).click()
  await page.getByRole('heading', { name: 'This link can’t sign you in' }).waitFor()
  await page.getByRole('link', { name: 'Ask for a new link' }).click()
  await page.waitForURL(`${site().origin}/sign-in`)
  await page.goBack()
  await page.getByRole('heading', { name: 'This link can’t sign you in' }).waitFor()
  await page.context().close()
})

test('a session that was ended in another tab asks to sign in, and signing out once more ends well', async () => {
  const context = await browser().newContext()
  const one = await openLink(context, await linkUrl('leader'))
  await one.getByRole('button', signInButton).click()
  await one.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  const other = await openLink(context, `${site().origin}/archive`)
  const signOut = async (page: Page) => {
    await page.locator('details.account summary').click()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  }
  await signOut(one)
  await one.waitForURL(`${site().origin}/sign-in`)
  await signOut(other)
  await other
    .getByRole('heading', { level: 1 })
    .filter({ hasText: /signed out|Sign in/ })
    .waitFor()
  await other.goto(`${site().origin}/archive`)
  expect(new URL(other.url()).pathname).toBe('/sign-in')
  await context.close()
})

test('the button that mails a link, pressed twice at once, ends on the page that says so', async () => {
  site().passTime(3_600_000)
  const page = await openLink(await browser().newContext(), `${site().origin}/sign-in`)
  await page.getByLabel('Your e-mail address at work').fill(people.leader)
  await page.getByRole('button', { name: 'Mail me a link' }).dblclick({ noWaitAfter: true })
  await page.getByRole('heading', { name: 'Check your mail' }).waitFor()
  await page.goBack()
  await page.getByRole('heading', { name: 'Sign in to Plumbline' }).waitFor()
  await page.context().close()
})
