import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { sessionIdleMs } from '../../domain/sign-in/limits.ts'
import { browserForThisFile } from '../setup/browser-for-file.ts'
import { measureQuarter, quarter } from './figures.ts'
import { answerSome } from './measured-work.ts'
import { aLinkFor, siteForThisFile } from './open-test-site.ts'
import { movePeopleIn, people } from './people.ts'
import { refusedForms } from './refused-forms.ts'
import { askReviewers } from './reviews.ts'

const site = siteForThisFile()
let connectionId = ''
const browser = browserForThisFile()
beforeAll(async () => {
  await movePeopleIn(site().store)
  await answerSome(site().store)
  connectionId = await measureQuarter(site().store)
  await askReviewers(site().store, quarter)
})

async function windowOf(who: keyof typeof people): Promise<Page> {
  site().passTime(60_000)
  const page = await (await browser().newContext()).newPage()
  await page.goto(`${site().origin}/sign-in/link/${await aLinkFor(site(), people[who])}`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  return page
}

/** How many forms have been sent to the site. */
function sent(): number {
  return site().log.filter((line) => line.includes('"method":"POST"')).length
}

/** Leaves the page, and goes back to it. */
async function leaveAndGoBack(page: Page): Promise<void> {
  const before = sent()
  await page.goto(`${site().origin}/sign-in`)
  await page.goBack()
  expect(sent(), 'nothing was sent by going back').toBe(before)
}

const startOfReview = '/reviews'

test.each(refusedForms.filter(({ path }) => path !== startOfReview))(
  'going back to the form of $path that was refused shows it as it was, and sends nothing: $fill',
  async ({ who, path, fill, button, forgets = [] }) => {
    const page = await windowOf(who)
    await page.goto(site().origin + path.replace('{connection}', connectionId))
    for (const [id, text] of Object.entries(fill)) await page.locator(`[id="${id}"]`).fill(text)
    await page.locator('form').evaluateAll((forms) => {
      for (const form of forms) form.setAttribute('novalidate', '')
    })
    await page.getByRole('button', { name: button, exact: true }).first().click()
    await page.locator('.refused').waitFor()
    await leaveAndGoBack(page)
    await page.locator('.refused').waitFor()
    for (const [id, text] of Object.entries(fill))
      expect(await page.locator(`[id="${id}"]`).inputValue(), id).toBe(forgets.includes(id) ? '' : text)
    await page.context().close()
  },
)

const words = 'We traded it for the fair.'

/** A reviewer's, with words in a form that isn't sent yet. */
async function windowWithWords(): Promise<Page> {
  const page = await windowOf('reviewer')
  await page.goto(`${site().origin}/teams/core/intended?quarter=${quarter}`)
  await page.getByLabel('What should the readers know?').fill(words)
  return page
}

async function expectWordsOnGoingBack(page: Page): Promise<void> {
  await leaveAndGoBack(page)
  expect(await page.getByLabel('What you wrote').inputValue()).toBe(words)
  await page.context().close()
}

test('going back to what was typed when the session ended shows it, and sends nothing', async () => {
  const page = await windowWithWords()
  site().passTime(sessionIdleMs)
  await page.getByRole('button', { name: 'Replace what you said' }).click()
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
  await expectWordsOnGoingBack(page)
})

test('going back to what was typed before the plan took the page away shows it, and sends nothing', async () => {
  const page = await windowWithWords()
  await page.locator('form[action^="/teams/core/intended"]').evaluateAll((forms) => {
    for (const form of forms) form.setAttribute('action', '/teams/other/intended')
  })
  await page.getByRole('button', { name: 'Replace what you said' }).click()
  await page.getByRole('heading', { name: 'This page is not open to you any more' }).waitFor()
  await expectWordsOnGoingBack(page)
})

test('going back to what met a failure shows it, and sends nothing', async () => {
  const page = await windowWithWords()
  await site().store.pool.query('alter table sessions rename to put_away')
  try {
    await page.getByRole('button', { name: 'Replace what you said' }).click()
    await page.getByRole('heading', { name: 'Something went wrong' }).waitFor()
  } finally {
    await site().store.pool.query('alter table put_away rename to sessions')
  }
  await expectWordsOnGoingBack(page)
})
