import { beforeAll, expect, test } from 'vitest'
import { listStatements } from '../../adapters/store/report/statements.ts'
import { auditPage } from '../../queries/audit/audit.ts'
import { type PlainBrowser, signedIn } from './browser.ts'
import { measureQuarter, quarter } from './figures.ts'
import { aLinkFor, siteForThisFile } from './open-test-site.ts'
import { hostile, movePeopleIn, people } from './people.ts'

const site = siteForThisFile()
const form = `/teams/core/intended?quarter=${quarter}`
const action = '/teams/core/intended'
const withdraw = '/teams/core/intended/withdraw'
const team = `/teams/core?quarter=${quarter}`
let reviewer: PlainBrowser
let admin: PlainBrowser

beforeAll(async () => {
  await movePeopleIn(site().store)
  await measureQuarter(site().store)
  reviewer = await signedIn(site().origin, await aLinkFor(site(), people.reviewer))
  admin = await signedIn(site().origin, await aLinkFor(site(), people.admin))
})

async function said(): Promise<string[]> {
  const statements = await listStatements(site().store, quarter, 'core')
  return statements.filter(({ authorEmail }) => authorEmail === people.reviewer).map(({ text }) => text)
}

async function lastAction(): Promise<string | undefined> {
  const { entries } = await auditPage(site().store, { beforeNumber: null, size: 1 })
  return entries[0] && `${entries[0].actor}: ${entries[0].action}`
}

test('a reviewer’s words replace what they said before, and stand on the team’s page, escaped', async () => {
  const words = `We traded it for the launch.\r\n${hostile}`
  const response = await reviewer.submit(form, action, { quarter, words })
  expect([response.status, response.headers.get('location')]).toEqual([303, team])
  const page = await (await reviewer.get(team)).text()
  expect(page).toContain('We traded it for the launch.')
  expect(page).toContain('Change what you said')
  expect(page).not.toMatch(/<img src=x|<script>alert/)
  expect(await said()).toHaveLength(1)
  expect(await lastAction()).toBe(`${people.reviewer}: replace statement`)
})

test('no words, or more than are quoted whole, are refused in place, and what was written is kept in the form', async () => {
  const before = await said()
  const long = 'a'.repeat(601)
  const refused = await reviewer.submit(form, action, { quarter, words: long })
  const page = await refused.text()
  expect(refused.status).toBe(400)
  expect(page).toContain('It has 601 characters')
  expect(page).toContain(long)
  expect((await reviewer.submit(form, action, { quarter, words: ' \n ' })).status).toBe(400)
  expect((await reviewer.submit(form, action, { quarter: '1999-Q1', words: 'Why not' })).status).toBe(404)
  expect(await said()).toEqual(before)
})

test('a reviewer takes back their own words and nobody else’s; an admin takes back anybody’s', async () => {
  const others = await reviewer.submit(team, withdraw, { quarter, author: 'tom@company.example' })
  expect(others.status).toBe(404)
  const own = await reviewer.submit(team, withdraw, { quarter, author: people.reviewer })
  expect(own.status).toBe(303)
  expect(await said()).toEqual([])
  expect(await lastAction()).toBe(`${people.reviewer}: withdraw statement`)
  expect((await admin.submit(team, withdraw, { quarter, author: 'tom@company.example' })).status).toBe(303)
  expect(await lastAction()).toBe(`${people.admin}: withdraw statement`)
  expect(await listStatements(site().store, quarter, 'core')).toEqual([])
})

test('with nothing said an admin reads of nothing, and a reviewer is asked', async () => {
  expect(await (await admin.get(team)).text()).not.toContain('What the reviewers say')
  expect(await (await reviewer.get(team)).text()).toContain('Nobody has said anything yet')
})
