import { describe, expect, it } from 'vitest'
import { JqlError } from '../../../../fakes/jira/jql/error.ts'
import { type Clause, parseJql } from '../../../../fakes/jira/jql/parse.ts'

/** A query as fully bracketed text, to see how it was read. */
function read(query: string): string {
  const { where } = parseJql(query)
  return where === null ? '' : written(where)
}

function written(clause: Clause): string {
  switch (clause.kind) {
    case 'not':
      return `not ${written(clause.clause)}`
    case 'term':
      return `${clause.field} ${clause.operator} ${JSON.stringify(clause.operand)}`.replaceAll('"kind":', '')
    default:
      return `(${clause.clauses.map(written).join(` ${clause.kind} `)})`
  }
}

function refusal(query: string): string {
  try {
    parseJql(query)
  } catch (error) {
    if (error instanceof JqlError) return error.messages.join('|')
    throw error
  }
  return 'accepted'
}

describe('parseJql', () => {
  it('binds NOT before AND and AND before OR', () => {
    const one = (field: string) => `${field} = {"value","text":"1","quoted":false}`
    expect(read('a = 1 or not b = 1 and c = 1')).toBe(`(${one('a')} or (not ${one('b')} and ${one('c')}))`)
  })

  it('lets brackets go before precedence', () => {
    const one = (field: string) => `${field} = {"value","text":"1","quoted":false}`
    expect(read('(a = 1 OR b = 1) AND c = 1')).toBe(`((${one('a')} or ${one('b')}) and ${one('c')})`)
  })

  it('reads lists, functions with arguments and EMPTY', () => {
    expect(parseJql('labels not in (a, "b c", EMPTY) and updated >= startOfDay("-1d")').where).toEqual({
      kind: 'and',
      clauses: [
        {
          kind: 'term',
          field: 'labels',
          operator: 'not in',
          operand: {
            kind: 'list',
            operands: [
              { kind: 'value', text: 'a', quoted: false },
              { kind: 'value', text: 'b c', quoted: true },
              { kind: 'empty' },
            ],
          },
        },
        {
          kind: 'term',
          field: 'updated',
          operator: '>=',
          operand: { kind: 'function', name: 'startOfDay', arguments: ['-1d'] },
        },
      ],
    })
  })

  it('unescapes quotes inside a string', () => {
    expect(read(String.raw`summary ~ "say \"hi\""`)).toContain(String.raw`say \"hi\"`)
  })

  it('reads an order without a restriction as unbounded', () => {
    expect(parseJql('order by updated DESC, key')).toEqual({
      where: null,
      orderBy: [
        { field: 'updated', direction: 'desc' },
        { field: 'key', direction: null },
      ],
    })
  })

  it.each([
    [
      'project & ALP',
      "Error in the JQL Query: The character '&' is a reserved JQL character. You must enclose it in a string or use the escape '\\u0026' instead. (line 1, character 9)",
    ],
    [
      'project ALP',
      "Error in the JQL Query: Expecting operator but got 'ALP'. The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'. (line 1, character 9)",
    ],
    [
      'project =\n OR',
      "Error in the JQL Query: Expecting either a value, list or function but got 'OR'. You must surround 'OR' in quotation marks to use it as a value. (line 2, character 2)",
    ],
    ['(project = ALP', "Error in the JQL Query: Expecting ')' before the end of the query."],
    ['id in (1, 2', "Error in the JQL Query: Expecting ')' before the end of the query."],
    [
      'project = ALP key = 1',
      "Error in the JQL Query: Expecting either 'OR' or 'AND' but got 'key'. (line 1, character 15)",
    ],
    [
      'summary ~ "never closed',
      "Error in the JQL Query: The quoted string 'never closed' has not been completed. (line 1, character 11)",
    ],
  ])('refuses %j in Jira’s words', (query, words) => {
    expect(refusal(query)).toBe(words)
  })

  it('takes seven fields to order by and refuses the eighth', () => {
    expect(refusal('id = 1 order by a, b, c, d, e, f, g')).toBe('accepted')
    expect(refusal('id = 1 order by a, b, c, d, e, f, g, h')).toBe('JQL can be ordered by at most 7 fields.')
  })
})
