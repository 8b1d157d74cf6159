import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { draftOneEdition } from '../../activities/report/draft-editions.ts'
import { currentPlan, savePlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Audience, Stakeholder } from '../../domain/plan/plan.ts'
import { reviewOfQuarter } from '../../queries/review/reviews.ts'
import { nowAt } from '../adapters/store/test-store.ts'
import { browserForThisFile } from '../setup/browser-for-file.ts'
import { type AxeWindow, openAxeWindow } from './axe-window.ts'
import { quarter } from './figures.ts'
import { fillSite } from './filled-site.ts'
import { brokenWords, cutTexts } from './layout-faults.ts'
import { aLinkFor, siteForThisFile } from './open-test-site.ts'
import { archivePath, editions, mailsToSettle, people } from './people.ts'
import { refusedForms } from './refused-forms.ts'
import { shownPages } from './shown-pages.ts'
import { spokenFaults } from './spoken-faults.ts'

const site = siteForThisFile()
let connectionId = ''
const browser = browserForThisFile()
let axe: AxeWindow
beforeAll(async () => {
  axe = await openAxeWindow(browser(), site().origin)
  connectionId = await fillSite(site().store)
  await planAnEarlierQuarter(site().store)
  // A trail with an entry that means harm.
  await site().store.pool.query(
    `insert into audit_entries (changed_at, actor, action, subject, before, after)
     values (now(), 'ada@company.example', 'override', 'ticket "><script>alert(3)</script>', null, '<img src=x onerror=alert(4)>')`,
  )
})

/** One whose review can be started: then the page has its form. */
async function planAnEarlierQuarter(store: Store): Promise<void> {
  const imported = await currentPlan(store)
  if (imported === null) throw new Error('the people have a plan')
  const { plan, planVersion } = imported
  const earlier = { quarter: '2025-Q4', planningStartsOn: null, teams: [] }
  const quarters = [earlier, ...plan.quarters]
  const stakeholders = [...plan.stakeholders, readerOfAll('engineering'), readerOfAll('product')]
  const wider = { ...plan, quarters, stakeholders }
  const saved = { planVersion: `${planVersion}-wider`, plan: wider, nowAt: nowAt + 2 }
  await savePlan(store, { ...saved, yaml: readFileSync('test/web/plan/hostile-plan.yaml', 'utf8') })
}

function readerOfAll(audience: Audience): Stakeholder {
  const email = `${audience}@company.example`
  return { stakeholderId: email, email, name: 'Al Example', audience, scope: { kind: 'company' } }
}

/** What a page did that it must not: scripts that ran, policies that were broken, errors. */
interface Watched {
  readonly context: BrowserContext
  readonly page: Page
  readonly faults: string[]
}

async function open(
  who: keyof typeof people | 'nobody',
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser().newContext(options)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('dialog', (dialog) => {
    faults.push(`a script ran: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (400|403|404|410)/.test(message.text()))
      faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('request', (request) => {
    if (!request.url().startsWith(site().origin) && !request.url().startsWith('data:'))
      faults.push(request.url())
  })
  if (who !== 'nobody') {
    // So many sign-ins from one address in a moment would meet the limit on tries.
    site().passTime(60_000)
    await page.goto(`${site().origin}/sign-in/link/${await aLinkFor(site(), people[who])}`)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  return { context, page, faults }
}

async function urlOf(path: string): Promise<string> {
  return (
    site().origin +
    path.replace('{connection}', connectionId).replace('{token}', await aLinkFor(site(), people.leader))
  )
}

const widths = [320, 375, 1920, 1280]
/** From here on, a table has the room that it needs. */
const wide = 1280

/** The tables that scroll within themselves, by what they are called. */
function scrollingTables(page: Page): Promise<(string | null)[]> {
  return page
    .locator('.scroll')
    .evaluateAll((tables) =>
      tables
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .map((each) => each.getAttribute('aria-label')),
    )
}

/** Each one's window stays open from page to page: a sign-in and a renderer of its own cost more than all that is looked at. */
const windows = new Map<string, Promise<Watched>>()

function windowOf(who: keyof typeof people | 'nobody'): Promise<Watched> {
  const opened = windows.get(who) ?? open(who)
  windows.set(who, opened)
  return opened
}

test.each(shownPages)(
  '$who sees $path: nothing runs that is not ours, nothing scrolls sideways, axe finds nothing, light or dark',
  async ({ who, path }) => {
    const { page, faults } = await windowOf(who)
    faults.length = 0
    await page.goto(await urlOf(path))
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 })
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth),
        `${width} px`,
      ).toBeLessThanOrEqual(width)
      expect([...(await brokenWords(page)), ...(await cutTexts(page))], `${width} px`).toEqual([])
      if (width >= wide) expect(await scrollingTables(page), `tables at ${width} px`).toEqual([])
    }
    expect(faults).toEqual([])
    expect(await spokenFaults(page)).toEqual([])
    await page.locator('details.account').evaluateAll((menus) => {
      for (const menu of menus) menu.setAttribute('open', '')
    })
    await axe.expectNoViolations(page)
    await keepPictures(page, `${who}-${path.replaceAll(/\W+/g, '-')}`)
  },
)

test.each(refusedForms)(
  'a form of $path that can not be taken leads to what is wrong, with all that was typed: $fill',
  async ({ who, path, fill, button, forgets = [] }) => {
    const { page, faults } = await windowOf(who)
    faults.length = 0
    await page.setViewportSize({ width: 375, height: 800 })
    await page.goto(await urlOf(path))
    const control = (id: string) => page.locator(`[id="${id}"]`)
    for (const [id, text] of Object.entries(fill)) await control(id).fill(text)
    // What a browser refuses by itself is to be refused by us too.
    await page.locator('form').evaluateAll((forms) => {
      for (const form of forms) form.setAttribute('novalidate', '')
    })
    await page.getByRole('button', { name: button, exact: true }).first().click()
    await page.locator('.refused:focus').waitFor()
    for (const [id, text] of Object.entries(fill))
      expect(await control(id).inputValue(), id).toBe(forgets.includes(id) ? '' : text)
    const [wrong = ''] = Object.keys(fill)
    expect(await control(wrong).getAttribute('aria-invalid')).toBe('true')
    const [described] = (await control(wrong).getAttribute('aria-describedby'))?.split(' ') ?? []
    expect(await control(described ?? '').textContent()).not.toBe('')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375)
    await keepPicture(page, `refused-${path.replaceAll(/\W+/g, '-')}-${button}-phone`)
    await axe.expectNoViolations(page, ['light'])
    await keepPicture(page, `refused-${path.replaceAll(/\W+/g, '-')}-${button}-wide`)
    expect(faults).toEqual([])
    await page.locator('.refused a').first().click()
    expect(await control(wrong).evaluate((each) => each.matches(':target'))).toBe(true)
  },
)

test('pictures of a phone are drawn too, where pictures are kept', async () => {
  if (process.env['WEB_PICTURES'] === undefined) return
  for (const { who, path } of shownPages) {
    const { context, page } = await open(who, { viewport: { width: 375, height: 800 }, colorScheme: 'light' })
    await page.goto(await urlOf(path))
    await keepPicture(page, `${who}-${path.replaceAll(/\W+/g, '-')}-phone`)
    await context.close()
  }
})

test('where a review can be started, axe has seen its form', async () => {
  const { page } = await windowOf('admin')
  await page.goto(`${site().origin}/reviews`)
  expect(await page.getByRole('button', { name: 'Start the review' }).count()).toBe(1)
})

test('without scripts everything works: link, archive, report, sign-out', async () => {
  const { context, page } = await open('leader', { javaScriptEnabled: false })
  await page.waitForURL(`${site().origin}/archive`)
  await page.locator('a.title').first().click()
  await page.waitForURL((url) => url.href.includes(archivePath(editions.leader)))
  await page.locator('details.account summary').click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.waitForURL(`${site().origin}/sign-in`)
  await context.close()
})

test('without scripts an admin ends a doubt with what was found', async () => {
  const { context, page } = await open('admin', { javaScriptEnabled: false })
  await page.goto(`${site().origin}/deliveries/${mailsToSettle.inDoubt}`)
  await page.getByLabel('What shows that it arrived?').fill('250 in the log of the relay')
  await page.getByRole('button', { name: 'It arrived' }).click()
  expect(await page.locator('.history').textContent()).toContain('250 in the log of the relay')
  expect(await page.locator('form[action^="/deliveries"]').count()).toBe(0)
  await context.close()
})

test('a report is shown with its styles and picture, and nothing of it runs or reaches out', async () => {
  const { context, page, faults } = await open('leader')
  await page.goto(`${site().origin}${archivePath(editions.leader)}`)
  const mail = page.frameLocator('iframe.mail')
  await mail.locator('h1').waitFor()
  const shown = await page.frames()[1]?.evaluate(() => ({
    pictures: [...document.images].map((image) => image.naturalWidth > 0),
    card: getComputedStyle(document.querySelector('.card') ?? document.body).backgroundColor,
    padding: getComputedStyle(document.querySelector('.gutter') ?? document.body).paddingLeft,
  }))
  expect(shown?.pictures.length).toBeGreaterThan(0)
  expect(shown?.pictures.every(Boolean)).toBe(true)
  expect(shown?.card).toBe('rgb(255, 255, 255)')
  expect(shown?.padding).toBe('32px')
  expect(faults).toEqual([])
  await context.close()
})

test('the health page looks again by itself where scripts run', async () => {
  const { context, page, faults } = await open('admin')
  await page.clock.install()
  await page.goto(`${site().origin}/health`)
  const before = await page.locator('#health time').textContent()
  site().passTime(60_000)
  await page.clock.runFor(31_000)
  await page.waitForFunction((text) => document.querySelector('#health time')?.textContent !== text, before)
  expect(await page.locator('#health').count()).toBe(1)
  expect(faults).toEqual([])
  await context.close()
})

test('by keyboard: the first stop skips to the page', async () => {
  const { context, page } = await open('leader')
  await page.goto(`${site().origin}/archive`)
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('page')
  await context.close()
})

async function keepPictures(page: Page, name: string): Promise<void> {
  if (process.env['WEB_PICTURES'] === undefined) return
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await keepPicture(page, `${name}-${colorScheme}`)
  }
}

/** Kept for people to look at, where WEB_PICTURES names a folder. */
async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env['WEB_PICTURES']
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}

test('a reviewer explains on the page that the mailed link leads to, and the team’s mail carries the words', async () => {
  const { store, origin } = site()
  const path = `/reviews/${quarter}/core`
  const page = await (await browser().newContext()).newPage()
  // Sent to sign in first, and back to the page by the mailed link.
  await page.goto(`${origin}${path}`)
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  await page.goto(`${origin}/sign-in/link/${await aLinkFor(site(), people.reviewer, path)}`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByLabel('What should its readers know?').fill('We traded it for the fair.')
  await page.getByRole('button', { name: 'Explain' }).click()
  await page.getByRole('status').getByText('Your answer is saved').waitFor()
  await page.context().close()
  const review = await reviewOfQuarter(store, quarter)
  expect(review?.teams).toMatchObject([{ standing: 'answered' }])
  const name = { audience: 'product', scopeKey: 'team:core' }
  const of = review?.review.reconciliationId ?? ''
  const draft = await draftOneEdition({ store, now: () => nowAt, publicOrigin: null }, of, name)
  expect(draft?.edition.text.replace(/\s+/g, ' ')).toContain('12 June: “We traded it for the fair.”')
})
