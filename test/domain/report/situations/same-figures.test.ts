import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exportScope } from '../../../../adapters/store/export/reconciliation.ts'
import { teamLines, teamsLines } from '../../../../cli/commands/drift/text.ts'
import { forecastLines } from '../../../../cli/commands/forecast/text.ts'
import { categories } from '../../../../domain/category.ts'
import type { FiguresTable } from '../../../../domain/report/content/content.ts'
import { scopeKeyOf } from '../../../../domain/report/content/edition.ts'
import { toldApart } from '../../../../domain/report/content/view.ts'
import { dayFigure, percent, points, tableDays } from '../../../../domain/report/words/figures.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import { driftOf } from '../../../../queries/drift/drift.ts'
import type { OddCompany } from '../../../builders/odd-companies.ts'
import { mailsOf, type ReadMail } from '../../../builders/situations/mails.ts'
import { situationOf } from '../../../builders/situations/situation.ts'
import { situations } from '../../../builders/situations/situations.ts'
import type { CompanySketch, TeamSketch } from '../../../builders/situations/sketch.ts'

// The same figures as a mail (its page has the same content), as CSV, as the command line says them, and as the dataset that JSON is.

const part = (min: number, max: number) => fc.integer({ min, max })
const spent = fc
  .record({ roadmap: part(30, 60), ktlo: part(0, 60), reliability: part(15, 30), uncategorised: part(0, 30) })
  .map(({ roadmap, ktlo, reliability, uncategorised }) => {
    const whole = Math.max(100, roadmap + ktlo + reliability + uncategorised)
    const shares = { roadmap: roadmap / whole, ktlo: ktlo / whole }
    return { ...shares, reliability: reliability / whole, uncategorised: uncategorised / whole }
  })

const commitment = (name: string, category: 'roadmap' | 'reliability') =>
  fc.record({
    ...{ name: fc.constant(name), category: fc.constant(category) },
    ...{ planned: part(1, 200), spent: part(0, 8) },
  })

const team: fc.Arbitrary<Partial<TeamSketch>> = fc.record({
  spent,
  people: part(4, 12),
  commitments: fc
    .tuple(commitment('Partner API', 'roadmap'), commitment('Index failover', 'reliability'))
    .chain((all) => fc.subarray(all)),
  past: fc.array(fc.record({ spent }), { maxLength: 4 }),
})

const drawn: fc.Arbitrary<CompanySketch> = fc
  .record({
    teams: fc.array(team, { minLength: 1, maxLength: 4 }),
    asOf: fc.constantFrom('2026-05-15T16:00', '2026-06-12T16:00', '2026-07-03T06:00'),
  })
  .map(({ teams, asOf }) => ({
    teams: teams.map((each, index) => ({ ...each, teamId: `team-${index}`, name: `Team ${index}` })),
    asOf,
  }))

function everywhere(check: (company: OddCompany) => void): void {
  for (const company of situations) check(company)
  fc.assert(
    fc.property(drawn, (sketch) => check(situationOf(sketch))),
    { numRuns: 60 },
  )
}

const rowsOf = (table: FiguresTable | null | undefined) =>
  (table?.rows ?? []).map(({ name, cells }) => ({ name: plainText(name), cells }))

const tableOf = (mail: ReadMail | undefined, caption: RegExp) =>
  mail?.content.details.tables.find((table) => caption.test(table.caption))

const numberOf = (cell = '') => (cell.startsWith('<') ? 0.4 : Number(cell.replaceAll(/[^0-9.]/g, '')))

test('a mail’s shares and days are those of the CSV, as whole points and days', () => {
  everywhere((company) => {
    for (const { content, view } of mailsOf(company)) {
      const { scope, spec } = view
      const csv = [...exportScope(company.reconciliation, scopeKeyOf(spec.scope))].filter(
        (row) => row.scope === scope.scopeId,
      )
      const told = rowsOf(content.figures)
      for (const [index, category] of categories.entries()) {
        const row = csv.find((each) => each.category === category)
        const [planned, actual, plannedDays, actualDays] = told[index]?.cells ?? []
        if (row === undefined || actualDays === undefined) continue
        // Shares are told so that they sum to 100 %, and planned days to their sum: none is off by one or more.
        const off = (cell: string | undefined, figure: number | null) =>
          cell === '–' ? 0 : Math.abs(numberOf(cell) - (figure ?? 0))
        expect(off(planned, 100 * (row.planned_share ?? 0))).toBeLessThanOrEqual(1)
        expect(off(actual, 100 * (row.actual_share ?? 0))).toBeLessThanOrEqual(1)
        expect(off(plannedDays, row.planned_person_days)).toBeLessThanOrEqual(1)
        expect(actualDays).toBe(tableDays(1000 * row.actual_person_days))
      }
      const unsorted = csv.find((each) => each.category === 'uncategorised')
      const cells = told[categories.length]?.cells ?? []
      if (cells.length === 0) continue
      expect(cells[1]).toBe(`${percent(unsorted?.actual_share ?? 0)} of all`)
      expect(cells[3]).toBe(tableDays(1000 * (unsorted?.actual_person_days ?? 0)))
    }
  })
})

test('a company’s mail has its teams’ shares and commitments as their own mails have them', () => {
  everywhere((company) => {
    const mails = mailsOf(company)
    const ownOf = (name: string) =>
      mails.find(({ view }) => view.spec.scope.kind === 'team' && view.scope.name === name)
    for (const mail of mails.filter(({ view }) => view.spec.scope.kind === 'company')) {
      for (const { name, cells } of rowsOf(tableOf(mail, /^Teams/))) {
        const own = rowsOf(ownOf(name)?.content.figures).slice(0, categories.length)
        if (own.length === 0) continue
        const shares = own.map(({ cells: [planned, actual] }) => `${planned} / ${actual}`)
        expect(cells.slice(0, 3)).toEqual(
          shares.map((text) => text.replaceAll(' %', '').replaceAll('<1', '0')),
        )
      }
      for (const { name, cells } of rowsOf(tableOf(mail, /ommitments/))) {
        const [, commitment, team] = /^(.*) \((.*?)\)$/.exec(name) ?? []
        const own = rowsOf(tableOf(ownOf(team ?? ''), /ommitments/)).filter(
          (each) => each.name === commitment,
        )
        if (own.length > 0) expect(own.map((each) => each.cells)).toContainEqual(cells)
      }
    }
  })
})

/** A line's cells after the name that it begins with. */
const cellsAfter = (lines: readonly string[], name: string) => {
  const line = lines.find((each) => each.startsWith(`${name} `))
  return (line ?? '')
    .slice(name.length)
    .trim()
    .split(/\s{2,}/)
}

test('the command line has the reliability budgets and the planned work of the mails', () => {
  everywhere((company) => {
    const mails = mailsOf(company)
    const drift = driftOf(company.reconciliation, company.plan)
    const lines = teamsLines(drift, 'UTC')
    for (const team of toldApart(drift.teams)) {
      const { spentMilliDays, expectedMilliDays, budgetMilliDays } = team.reliability
      const budget = [spentMilliDays, expectedMilliDays, budgetMilliDays].map(dayFigure)
      expect(cellsAfter(lines, team.name).slice(0, budget.length)).toEqual(budget)
      const mail = mails.find(({ view }) => view.scope.scopeId === team.scopeId)
      const inMail = rowsOf(mail?.content.figures)[categories.indexOf('reliability')]?.cells.at(-1)
      if (inMail !== undefined) expect(inMail).toBe(tableDays(spentMilliDays))
      const ownLines = teamLines(drift, team, 'UTC').map((line) => line.trim())
      for (const { name, cells } of rowsOf(tableOf(mail, /ommitments/))) {
        if (team.commitments.filter((each) => each.name === name).length !== 1) continue
        const [ownSpent, ownPlanned] = cellsAfter(ownLines, name)
        expect([cells.at(-2), cells[0]].map((cell) => Math.round(numberOf(cell)))).toEqual([
          numberOf(ownSpent),
          numberOf(ownPlanned),
        ])
      }
    }
  })
})

test('the command line has the forecasts of the dataset', () => {
  everywhere(({ reconciliation: { quarter, asOfAt, company, teams } }) => {
    const scopes = [company, ...teams]
    const lines = forecastLines({ quarter, asOfAt, scopes }, { isOneTeam: false, timeZone: 'UTC' })
    for (const { name, forecast } of toldApart(scopes)) {
      const { estimate, availableMilliDays } = forecast
      if (estimate === null) continue
      const { ktloShare, ktloInterval: ktlo, promisable: left } = estimate
      expect(cellsAfter(lines, name)).toEqual([
        dayFigure(availableMilliDays ?? 0),
        `${percent(ktloShare)} (${points(ktlo.lowShare)} to ${points(ktlo.highShare)})`,
        `${dayFigure(left.milliDays)} (${dayFigure(left.lowMilliDays)} to ${dayFigure(left.highMilliDays)})`,
      ])
    }
  })
})
