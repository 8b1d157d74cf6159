import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { readPlanFile } from '../../../domain/plan/file/plan-file.ts'
import { planFileSchema } from '../../../domain/plan/file/plan-file-schema.ts'
import { cellProblems } from '../../../domain/plan/table/cell-problems.ts'
import { nextQuarterOf } from '../../../domain/plan/table/next-quarter.ts'
import { readPlanTables } from '../../../domain/plan/table/read.ts'
import type { PlanTables, TableName } from '../../../domain/plan/table/table.ts'
import { writePlanTables } from '../../../domain/plan/table/write/write.ts'
import type { YamlPath } from '../../../domain/yaml/yaml-file.ts'
import { partTables, partWith } from '../../../web/plan/table/parts.ts'
import { shownRows } from '../../../web/plan/table/shown-rows.ts'
import { tableView } from '../../../web/plan/table/view.ts'

const file = readFileSync('test/web/plan/every-setting.yaml', 'utf8')

type JsonSchema = z.core.JSONSchema.JSONSchema

/** The path of every single value that a plan file can hold: `*` stands for a name or number of the author's. */
function pathsOf(schema: JsonSchema | boolean, path: string[] = []): string[] {
  if (typeof schema === 'boolean') return []
  const { properties = {}, additionalProperties = false, items, anyOf = [] } = schema
  const parts = [
    ...Object.entries(properties).flatMap(([key, each]) => pathsOf(each, [...path, key])),
    ...(additionalProperties === false ? [] : pathsOf(additionalProperties, [...path, '*'])),
    ...[items ?? []].flat().flatMap((each) => pathsOf(each, [...path, '*'])),
    ...anyOf.flatMap((each) => pathsOf(each, path)),
  ]
  return parts.length > 0 ? parts : [path.join(' ')]
}

const jsonSchema = z.toJSONSchema(planFileSchema, { io: 'input', unrepresentable: 'any' })
const paths = [...new Set(pathsOf(jsonSchema))]

/** Where the file has a value of this path; undefined where it has none. */
function placeIn(value: unknown, steps: readonly string[]): YamlPath | undefined {
  const [step, ...rest] = steps
  if (step === undefined) return value === undefined ? undefined : []
  if (typeof value !== 'object' || value === null) return undefined
  const data: Readonly<Record<string, unknown>> = { ...value }
  for (const key of step === '*' ? Object.keys(data) : [step]) {
    const place = placeIn(data[key], rest)
    if (place !== undefined) return [Array.isArray(value) ? Number(key) : key, ...place]
  }
  return undefined
}

function tablesOf(text: string): PlanTables {
  const tables = readPlanTables(text)
  if (tables === null) throw new Error('it is YAML')
  return tables
}

const tables = tablesOf(file)

async function pageWith(table: TableName): Promise<string> {
  const part = partWith(table)
  const shown = {
    yaml: file,
    madeFrom: '',
    part,
    tables,
    problems: null,
    formToken: 'token',
    connections: [],
  }
  return String(await tableView({ ...shown, rows: shownRows(tables, ''), next: nextQuarterOf(tables) }))
}

test('the file of this test is a plan, and every page shows its tables', () => {
  expect(readPlanFile(file).finish(new Map()).people[0]?.onCallTurns).toHaveLength(2)
  expect(Object.values(partTables).flat().toSorted()).toEqual(
    Object.keys(tables)
      .filter((name) => name !== 'quarter')
      .toSorted(),
  )
})

test.each(paths)(
  '%s is set on a page: it has a field, and what is typed there is written into the file',
  async (path) => {
    const before: unknown = parseDocument(file).toJS()
    const place = placeIn(before, path.split(' '))
    if (place === undefined) throw new Error(`no example of ${path} in every-setting.yaml`)
    const problem = { line: 1, column: 1, message: '', value: { path: place, message: '' } }
    const [found] = cellProblems([problem], tables, [])
    if (found?.cell == null) throw new Error(`${path} has no column in web/plan/table`)
    const { table, row, column } = found.cell
    expect(await pageWith(table)).toContain(`name="${table}.${row}.${column}"`)
    const corrected = tables[table].map((each, index) =>
      index === row
        ? { ...each, cells: { ...each.cells, [column]: otherValue(each.cells[column] ?? '') } }
        : each,
    )
    const written: unknown = parseDocument(
      writePlanTables(file, { quarter: tables.quarter, [table]: corrected }),
    ).toJS()
    const valueAt = (plain: unknown) => place.reduce<unknown>((value, step) => Object(value)[step], plain)
    expect(valueAt(written)).not.toEqual(valueAt(before))
  },
)

/** What could stand there instead. */
function otherValue(value: string): string {
  const other: Readonly<Record<string, string>> = { 'half days': 'whole days', yes: 'no', ticket: 'project' }
  return other[value] ?? (/^\d+$/.test(value) ? String(Number(value) + 1) : `x${value}`)
}
