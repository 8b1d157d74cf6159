import { expect, test } from 'vitest'
import { audiences, type ReportScope } from '../../../../domain/plan/plan.ts'
import { composeReport } from '../../../../domain/report/compose.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import { situations } from '../../../builders/situations/situations.ts'

/** What one reader gets who reads of the company and of every team, in one audience after another. */
const inboxes = situations
  .filter(({ reconciliation }) => reconciliation.teams.length > 1)
  .flatMap(({ name, reconciliation, plan }) =>
    audiences.map((audience) => {
      const editionOf = (scope: ReportScope) =>
        composeReport({ reconciliation, plan, spec: { audience, scope } })
      const teams = reconciliation.teams.map(({ scopeId }) => editionOf({ kind: 'team', teamId: scopeId }))
      return { name: `${name}, ${audience}`, company: editionOf({ kind: 'company' }), teams }
    }),
  )

test.each(inboxes)('no two subjects of one reader begin alike: $name', ({ company, teams }) => {
  const beginnings = [company, ...teams].map(({ subject }) => subject.split(/, Q\d/)[0] ?? '')
  expect(company.subject).toMatch(/^Q\d( so far)?: /)
  expect(new Set(beginnings).size).toBe(beginnings.length)
})

/** Days spent that the company's mail tells of a team, and where its own table has them: the row, and the cell. */
const daysTold = [
  [/(none|[\d,]+) of (?:the )?[\d,]+ planned reliability days/, 'Reliability', 3],
  [/keeping things running (?:took|has taken) ([\d,]+) person-days/, 'Keeping things running', 3],
] as const

test('a company’s mail tells of a team what the team’s own mail tells', () => {
  const wrong = inboxes.flatMap(({ name, company, teams }) =>
    teams.flatMap(({ title, figures }) => {
      const team = plainText(title).split(', Q')[0] ?? ''
      const line = company.lines
        .map(({ words }) => plainText(words))
        .find((each) => each.startsWith(`${team}: `))
      return daysTold.flatMap(([pattern, row, cell]) => {
        const told = pattern.exec(line ?? '')?.[1]
        const own = figures?.rows.find((each) => plainText(each.name) === row)?.cells[cell]
        return told === undefined || own === told.replace('none', '0')
          ? []
          : [`${name}, ${team}: ${told}, own ${own}`]
      })
    }),
  )
  expect(wrong).toEqual([])
})
