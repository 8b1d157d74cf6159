import { parse, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import { scoreOf } from '../../../../adapters/linear/http/score.ts'
import * as queries from '../../../../adapters/linear/read/queries.ts'
import { linearSchema } from '../../../../fakes/linear/schema/schema.ts'
import { pointsOf } from '../../../../fakes/linear/schema/score.ts'
import { officialLinearSchema } from '../../../fakes/linear/official-schema.ts'

const { commentsPart, issuesBesideText, listNames, longerFirsts, longerListsPart } = queries
const { longerListsText, textOfParts, wholeListText } = queries
const [sizes] = longerFirsts
const texts: readonly string[] = [
  ...Object.values(queries).filter((text) => typeof text === 'string'),
  textOfParts('CommentsOf', [commentsPart('group0', true), commentsPart('group1', false)]),
  issuesBesideText([
    longerListsPart('history0', 'history', { size: 16, withEnds: false }),
    commentsPart('group0', false),
  ]),
  ...[false, true].map((withEnds) => longerListsText(listNames, sizes, withEnds)),
  ...listNames.map((name) => longerListsText([name], sizes, false)),
  ...listNames.map((name) => wholeListText(name)),
  ...(['projects', 'initiatives'] as const).map((kind) => queries.containerIdsText(kind)),
]

const schemas = [{ name: 'our subset of the schema', schema: linearSchema }]
const officialSchema = officialLinearSchema()
if (officialSchema !== null) schemas.push({ name: "Linear's published schema", schema: officialSchema })

describe('the queries', () => {
  test.each(schemas)('ask only for what is in $name', ({ schema }) => {
    for (const text of texts) {
      expect(validate(schema, parse(text)).map((error) => error.message)).toEqual([])
    }
  })

  test('say how much of every list they want: unsaid, Linear charges for 50', () => {
    for (const text of texts) {
      const lists = text.match(/\b\w+(?=\s*(?:\([^)]*\))?\s*\{\s*nodes\b)/g) ?? []
      const sized = text.match(/\(first: (?:\$\w+|\d+)/g) ?? []
      expect(sized).toHaveLength(lists.length)
    }
  })

  test('are scored as the tracker scores them, and fit into one request', () => {
    for (const text of texts) {
      const first = text === queries.issuesText ? 200 : 100
      const named = [...text.matchAll(/\$(\w*first\d*)\b/gi)].map(([, name = '']) => [name, first])
      const variables: Record<string, unknown> = Object.fromEntries(named)
      const points = scoreOf(text, variables)
      expect(Math.ceil(points - 1e-9)).toBe(pointsOf(parse(text), variables))
      expect(points).toBeLessThan(10_000)
    }
  })
})
