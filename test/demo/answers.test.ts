import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadOverrides } from '../../adapters/store/classify/decisions.ts'
import { openStore, type Store } from '../../adapters/store/sql/client.ts'
import { giveAnswers, type StoryAnswer, storyAnswers } from '../../demo/answers.ts'
import { productReaderOf } from '../../demo/links.ts'
import { parsePlanFile } from '../../domain/plan/file/plan-file.ts'
import { statementOf } from '../../domain/report/content/reviewers.ts'
import { reviewOfQuarter } from '../../queries/review/reviews.ts'
import { nowAt } from '../adapters/store/test-store.ts'
import { createTestDatabase, type TestDatabase } from '../setup/database.ts'
import { measureQuarter, quarter } from '../web/figures.ts'
import { movePeopleIn, people } from '../web/people.ts'
import { askReviewers } from '../web/reviews.ts'
import { demoCompany } from './company/demo-company.ts'

let database: TestDatabase
let store: Store

beforeAll(async () => {
  database = await createTestDatabase()
  store = await openStore({ databaseUrl: database.url })
  await movePeopleIn(store)
  await measureQuarter(store)
})
afterAll(async () => {
  await store.close()
  await database.drop()
})

test("of the demo's PMs, one explains, one corrects, and Mobile's alone says nothing", () => {
  const plan = parsePlanFile(readFileSync(new URL('../../plans/demo.yaml', import.meta.url), 'utf8'))
  const answered = new Set(storyAnswers.map(({ teamId }) => teamId))
  expect(plan.teams.map(({ teamId }) => teamId).filter((teamId) => !answered.has(teamId))).toEqual(['mobile'])
  for (const { teamId } of storyAnswers) expect(productReaderOf(plan.stakeholders, teamId)).toBeDefined()
  const words = storyAnswers.flatMap((each) => (each.kind === 'explained' ? [each.words] : []))
  expect(words.map((each) => statementOf(each).kind)).toEqual(['statement'])
  const { tickets } = demoCompany.company
  for (const each of storyAnswers)
    if (each.kind === 'corrected')
      expect(tickets.some((one) => one.teamId === each.teamId && one.title.includes(each.titled))).toBe(true)
})

test('answers are given once, by the PM, and a correction with its effect', async () => {
  await askReviewers(store, quarter)
  const answers: readonly StoryAnswer[] = [
    { teamId: 'core', kind: 'explained', words: 'It was the fair.' },
    { teamId: 'core', kind: 'corrected', titled: 'onerror', from: 'reliability', to: 'ktlo' },
  ]
  const said: string[] = []
  let at = nowAt
  const give = async () => {
    const shown = await reviewOfQuarter(store, quarter)
    if (shown === null) throw new Error('there is no review')
    await giveAnswers(store, shown, answers, { now: () => at++, say: (line) => said.push(line) })
  }
  await give()
  await give()
  const team = (await reviewOfQuarter(store, quarter))?.teams[0]
  expect(team?.answers).toMatchObject([
    { answer: 'explained', authorEmail: people.reviewer },
    { answer: 'corrected', authorEmail: people.reviewer, ticketKey: 'R-1', categoryAfter: 'ktlo' },
  ])
  expect(await loadOverrides(store)).toHaveLength(1)
  expect(said.filter((line) => line.includes('9.0 person-days move'))).toHaveLength(1)
})

test('an answer that nobody could give ends the demo in words', async () => {
  const shown = await reviewOfQuarter(store, quarter)
  if (shown === null) throw new Error('there is no review')
  const none: StoryAnswer = { teamId: 'search', kind: 'confirmed' }
  const given = giveAnswers(store, shown, [none], { now: () => nowAt, say: expect.fail })
  await expect(given).rejects.toThrow('search')
})
