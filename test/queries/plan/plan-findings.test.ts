import { expect, test } from 'vitest'
import { firstRun } from '../../../queries/first-run/first-run.ts'
import { checkPlan, importPlan } from '../../../queries/plan/import-plan.ts'
import { checkPlan as doctorOnPlan } from '../../../wording/health/plan.ts'
import { planFindingTexts } from '../../../wording/plan/findings-text.ts'
import { nowAt, storeForThisFile } from '../../adapters/store/test-store.ts'
import { aPerson, aPlan, aTeamPlan } from '../../builders/plan.ts'

const store = storeForThisFile()

const team = (teamId: string, name: string) => ({ teamId, name, calendarId: 'berlin', focusShare: null })
const plan = aPlan({
  teams: [
    { ...team('core', 'Core'), turnsOfNobody: [{ title: 'Zoe', from: '2026-05-11', turns: 1 }] },
    team('next', 'Starts Next'),
    team('ended', 'Has Ended'),
    team('empty', 'Has Nobody'),
  ],
  people: [
    aPerson('Ada Example'),
    aPerson('Ben Example', { membership: { teamId: 'next', from: '2026-07-01' } }),
    aPerson('Cleo Example', { membership: { teamId: 'ended', to: '2026-04-01' } }),
  ],
  quarters: [
    { quarter: '2026-Q2', planningStartsOn: null, teams: [aTeamPlan()] },
    { quarter: '2026-Q3', planningStartsOn: null, teams: [aTeamPlan(), aTeamPlan({ teamId: 'next' })] },
  ],
  stakeholders: [],
})

test('readers are missing only of teams that are there in the running quarter', async () => {
  const teamsAt = async (iso: string) =>
    new Set((await checkPlan(null, plan, Date.parse(iso))).missingReaders.map(({ teamName }) => teamName))
  expect(await teamsAt('2026-06-12T12:00:00Z')).toEqual(new Set(['Core']))
  expect(await teamsAt('2026-07-12T12:00:00Z')).toEqual(new Set(['Core', 'Starts Next']))
  expect(await teamsAt('2026-03-12T12:00:00Z')).toEqual(new Set(['Core', 'Has Ended']))
})

test('plan check, plan import and doctor say the same of a plan', async () => {
  const checked = planFindingTexts(await checkPlan(store(), plan, nowAt))
  expect(checked.map(({ kind }) => kind)).toEqual([
    ...['missing_reader', 'missing_reader', 'missing_reader'],
    'team_without_people',
    'turn_of_nobody',
  ])
  expect(checked.at(-1)?.words).toBe(
    'the on-call rota of Core has a turn on 2026-05-11 (“Zoe”) that names nobody in the plan: nobody is on call for it',
  )
  const imported = await importPlan(store(), { yaml: 'x', plan, nowAt, actor: 'ada@company.example' })
  expect(planFindingTexts(imported)).toEqual(checked)
  const said = (await doctorOnPlan(store(), nowAt)).filter(({ state }) => state === 'warning')
  expect(said.map(({ words }) => words)).toEqual(checked.slice(3).map(({ words }) => words))
})

test('the first steps name the same missing readers as a check of the plan', async () => {
  await importPlan(store(), { yaml: 'x', plan, nowAt, actor: 'ada@company.example' })
  const { missingReaders } = await firstRun(store(), nowAt)
  expect(missingReaders).toEqual((await checkPlan(null, plan, nowAt)).missingReaders)
  expect(new Set(missingReaders.map(({ teamName }) => teamName))).toEqual(new Set(['Core']))
})

test('a check says which teams of the plan in force would be lost', async () => {
  await importPlan(store(), { yaml: 'x', plan, nowAt, actor: 'ada@company.example' })
  const renamed = aPlan({ teams: [team('kernel', 'Kernel')], people: [], quarters: [] })
  const lost = (await checkPlan(store(), renamed, nowAt)).warnings.filter(({ kind }) => kind === 'team_lost')
  expect(lost).toHaveLength(4)
})
