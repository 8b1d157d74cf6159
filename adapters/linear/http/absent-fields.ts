import { type ArgumentNode, type FieldNode, Kind, parse, print, visit } from 'graphql/language'

/**
 * What tickets are read without all the same, as `Type.field`, `Type.field(argument)` or `Enum.value`: what it tells is then unknown,
 * and nothing else changes. Not the archived tickets: without them a third of a past quarter is missing.
 */
const dispensable: ReadonlySet<string> = new Set([
  ...['User.app', 'User.timezone', 'Team.parent'],
  ...['Issue.addedToTeamAt', 'Issue.previousIdentifiers', 'Issue.trashed'],
  ...['Project.labels', 'Project.initiatives', 'Initiative.parentInitiative', 'Initiative.labels'],
  'Query.users(includeDisabled)',
  ...[
    ...['Query.teams', 'Query.workflowStates', 'Query.users', 'Query.issueLabels', 'Query.comments'],
    ...['Query.projects', 'Query.initiatives', 'Team.issueCount', 'Issue.history', 'Issue.comments'],
    ...['Project.labels', 'Project.initiatives', 'Initiative.labels'],
  ].map((field) => `${field}(includeArchived)`),
])

/** Linear lists by time of creation where no order is asked for. */
const defaultOrder = 'PaginationOrderBy.createdAt'

function isDispensable(name: string): boolean {
  return dispensable.has(name) || name === defaultOrder || name.endsWith('(orderBy)')
}

/** The types of what our queries ask for, by the names of the fields that hold them. */
const typeOf: Readonly<Record<string, string>> = {
  ...{ viewer: 'User', users: 'User', teams: 'Team', issues: 'Issue', issue: 'Issue' },
  ...{ projects: 'Project', project: 'Project', initiatives: 'Initiative', initiative: 'Initiative' },
}

/**
 * How GraphQL libraries, old and new, word what a schema doesn't have, with double quotes. Whatever stands before may repeat variables,
 * so only these names are taken.
 */
const wordings = [
  /(?:Cannot query|Unknown) field "(?<field>\w+)" on type "(?<type>\w+)"/,
  /Field "(?<field>\w+)" doesn't exist on type "(?<type>\w+)"/,
  /Unknown argument "(?<argument>\w+)" on field "(?<type>\w+)\.(?<field>\w+)"/,
  /Unknown argument "(?<argument>\w+)" on field "(?<field>\w+)" of type "(?<type>\w+)"/,
  /Field "(?<field>\w+)" is not defined by type "?(?<type>\w+)/,
  /Expected value of type "(?<type>\w+)" not to include unknown field "(?<field>\w+)"/,
  /Value "(?<field>\w+)" does not exist in "(?<type>\w+)" enum/,
  /Expected type "?(?<type>PaginationOrderBy)!?"?, found (?<field>\w+)/,
  /Variable "\$\w+" of type "\[?(?<type>\w+)[^"]*" used in position/,
  /Unknown type "(?<type>\w+)"/,
]

/** What a GraphQL server says not to have: `Type.field`, `Type.field(argument)`, `Input.field`, `Enum.value` or a type. */
export function absentFieldsOf(messages: readonly string[]): readonly string[] {
  return [...new Set(messages.flatMap((message) => absentIn(message) ?? []))]
}

function absentIn(message: string): string | null {
  const text = message.replaceAll("'", '"').replaceAll('doesn"t', "doesn't")
  for (const wording of wordings) {
    const { type, field, argument } = wording.exec(text)?.groups ?? {}
    if (type === undefined) continue
    // The root may have any name.
    const holder = /query/i.test(type) ? 'Query' : type
    return holder + (field === undefined ? '' : `.${field}`) + (argument === undefined ? '' : `(${argument})`)
  }
  return null
}

/** What a Linear of an older schema, or a proxy with a part of it, doesn't have. */
export class AbsentFields {
  readonly #absent = new Set<string>()
  readonly #texts = new Map<string, string>()

  names(): readonly string[] {
    return [...this.#absent].sort()
  }

  /** Whether all of these can be done without, and some are asked for still. */
  learn(fields: readonly string[]): boolean {
    if (!fields.every(isDispensable)) return false
    const before = this.#absent.size
    for (const field of fields) this.#absent.add(field)
    this.#texts.clear()
    return this.#absent.size > before
  }

  /** A query without the absent fields and arguments. */
  textOf(text: string): string {
    if (this.#absent.size === 0) return text
    const known = this.#texts.get(text) ?? this.#without(text)
    this.#texts.set(text, known)
    return known
  }

  #without(text: string): string {
    const holders: string[] = []
    const type = (above = holders) => {
      const holder = above.findLast((name) => name !== 'nodes')
      return holder === undefined ? 'Query' : typeOf[holder]
    }
    const isAbsent = (argument: string) =>
      this.#absent.has(`${type(holders.slice(0, -1))}.${holders.at(-1)}(${argument})`) ||
      (argument === 'orderBy' && this.#absent.has(defaultOrder))
    const without = visit(parse(text, { noLocation: true }), {
      Argument: (node: ArgumentNode) => (isAbsent(node.name.value) ? null : undefined),
      Field: {
        enter: (node: FieldNode) => {
          if (this.#absent.has(`${type()}.${node.name.value}`)) return null
          holders.push(node.name.value)
          return undefined
        },
        leave: () => {
          holders.pop()
        },
      },
    })
    return without.kind === Kind.DOCUMENT ? print(without) : text
  }
}
