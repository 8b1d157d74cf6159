import { beforeAll, expect, test } from 'vitest'
import { reviewersWords } from '../../../activities/report/reviewers-words.ts'
import { currentPlan, savePlan } from '../../../adapters/store/reconcile/plans.ts'
import { reviewLines } from '../../../cli/commands/review/show.ts'
import type { Stakeholder } from '../../../domain/plan/plan.ts'
import { reviewOfQuarter } from '../../../queries/review/reviews.ts'
import { nowAt } from '../../adapters/store/test-store.ts'
import { signedIn } from '../browser.ts'
import { measureQuarter, quarter } from '../figures.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { movePeopleIn, people } from '../people.ts'
import { askReviewers } from '../reviews.ts'

const site = siteForThisFile()
const teamPage = `/reviews/${quarter}/core`
const newcomer = 'newcomer@company.example'

beforeAll(async () => {
  await movePeopleIn(site().store)
  await measureQuarter(site().store)
  await askReviewers(site().store, quarter)
})

let versions = 1

/** Lets these read the team's report in place of those who did. */
async function planReaders(...readers: readonly Pick<Stakeholder, 'email' | 'name'>[]): Promise<void> {
  const { plan } = (await currentPlan(site().store)) ?? {}
  if (plan === undefined) throw new Error('the people have a plan')
  const others = plan.stakeholders.filter(({ scope }) => scope.kind !== 'team' || scope.teamId !== 'core')
  const scope = { kind: 'team', teamId: 'core' } as const
  const own = readers.map((each) => ({
    ...each,
    stakeholderId: each.email,
    audience: 'product' as const,
    scope,
  }))
  versions += 1
  const changed = { ...plan, stakeholders: [...others, ...own] }
  await savePlan(site().store, {
    planVersion: `plan-${versions}`,
    yaml: '',
    plan: changed,
    nowAt: nowAt + versions,
  })
}

async function shown(): Promise<string> {
  const review = await reviewOfQuarter(site().store, quarter)
  return review === null ? '' : reviewLines(review, 'UTC').join('\n')
}

test('where the plan names no reviewer of a team any more, page and terminal say that nobody is asked', async () => {
  await planReaders()
  const admin = await signedIn(site().origin, await aLinkFor(site(), people.admin))
  expect(await (await admin.get(`/reviews/${quarter}`)).text()).toContain('asked: <bdi>nobody to ask</bdi>')
  expect(await shown()).toContain('asked: nobody to ask')
})

test('what a reviewer said stays theirs when they leave the plan; who comes answers beside it, and both are told', async () => {
  await planReaders({ email: people.reviewer, name: 'Pat Example' })
  const leaving = await signedIn(site().origin, await aLinkFor(site(), people.reviewer))
  await leaving.submit(teamPage, teamPage, { answer: 'explained', words: 'We traded it for the fair.' })
  await planReaders({ email: newcomer, name: 'Nora Example' })
  expect((await leaving.get(teamPage)).status).toBe(404)
  const coming = await signedIn(site().origin, await aLinkFor(site(), newcomer))
  expect(await (await coming.get(teamPage)).text()).toContain('We traded it for the fair.')
  await coming.submit(teamPage, teamPage, { answer: 'confirmed' })
  // Both answer at one instant of the test's clock.
  const review = await shown()
  expect(review).toMatch(/confirmed by Nora Example.*\n.*Pat Example: "We traded it/)
  expect(review).toMatch(/explained by Pat Example.*\n.*Pat Example: "We traded it/)
  const { statements, acts } = await reviewersWords(site().store, quarter, 'UTC')
  expect(statements.filter(({ saidIn }) => saidIn === 'review')).toMatchObject([
    { authorName: 'Pat Example' },
  ])
  expect(acts).toMatchObject([{ kind: 'confirmed', authorName: 'Nora Example' }])
})

test('words that were typed while the plan took the team from its reviewer are kept on the page that says so', async () => {
  await planReaders({ email: people.reviewer, name: 'Pat Example' })
  const typing = await signedIn(site().origin, await aLinkFor(site(), people.reviewer))
  const form = await (await typing.get(teamPage)).text()
  const [, token = ''] = /name="form_token" value="([^"]+)"/.exec(form) ?? []
  await planReaders({ email: newcomer, name: 'Nora Example' })
  const words = 'We hired two people <b>late</b>.'
  const send = (path: string) => typing.post(path, { form_token: token, answer: 'explained', words })
  const response = await send(teamPage)
  const text = await response.text()
  expect(response.status).toBe(404)
  expect(text).toContain('This page is not open to you any more')
  expect(text).toContain('We hired two people &lt;b&gt;late&lt;/b&gt;.</textarea>')
  expect(text).not.toContain('Core')
  // Of a team that isn't there, and of one that never was theirs, the same is said.
  const paths = [`/reviews/${quarter}/search`, `/reviews/${quarter}/none`]
  for (const path of paths) expect((await (await send(path)).text()).replaceAll(path, teamPage)).toBe(text)
  // Who is a reviewer again sends it from there.
  await planReaders({ email: people.reviewer, name: 'Pat Example' })
  expect((await send(teamPage)).status).toBe(303)
  expect(await shown()).toContain('We hired two people')
  // Without a form of ours, nothing is shown again.
  const forged = await typing.post(`/reviews/${quarter}/none`, { form_token: 'none', words })
  expect([forged.status, (await forged.text()).includes('We hired')]).toEqual([404, false])
})

test('a team that is renamed during its review has its new name on the page', async () => {
  const { plan } = (await currentPlan(site().store)) ?? {}
  if (plan === undefined) throw new Error('the people have a plan')
  const teams = plan.teams.map((each) => (each.teamId === 'core' ? { ...each, name: 'Kernel' } : each))
  await savePlan(site().store, {
    ...{ planVersion: 'renamed', yaml: '', plan: { ...plan, teams }, nowAt: nowAt + 100 },
  })
  const reviewer = await signedIn(site().origin, await aLinkFor(site(), people.reviewer))
  expect(await (await reviewer.get(teamPage)).text()).toContain('<bdi>Kernel</bdi>: is this right?')
})
