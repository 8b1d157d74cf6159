import { type FieldNode, Kind, parse, print, visit } from 'graphql/language'

/** Fields without which tickets are read all the same, as `Type.field`: what they tell is then unknown, and nothing else changes. */
const dispensable: ReadonlySet<string> = new Set([
  ...['User.app', 'User.timezone', 'Team.parent'],
  ...['Issue.addedToTeamAt', 'Issue.previousIdentifiers', 'Issue.trashed'],
  ...['Project.labels', 'Project.initiatives', 'Initiative.parentInitiative', 'Initiative.labels'],
])

/** The types of what our queries ask for, by the names of the fields that hold them. */
const typeOf: Readonly<Record<string, string>> = {
  ...{ viewer: 'User', users: 'User', teams: 'Team', issues: 'Issue', issue: 'Issue' },
  ...{ projects: 'Project', project: 'Project', initiatives: 'Initiative', initiative: 'Initiative' },
}

/** The fields, as `Type.field`, that a GraphQL server says not to have; its words are those of the GraphQL libraries. */
export function absentFieldsOf(messages: readonly string[]): readonly string[] {
  const found = messages.map((text) => /^Cannot query field ["'](\w+)["'] on type ["'](\w+)["']/.exec(text))
  return [...new Set(found.flatMap((match) => (match === null ? [] : [`${match[2]}.${match[1]}`])))]
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
    if (!fields.every((field) => dispensable.has(field))) return false
    const before = this.#absent.size
    for (const field of fields) this.#absent.add(field)
    this.#texts.clear()
    return this.#absent.size > before
  }

  /** A query without the absent fields. */
  textOf(text: string): string {
    if (this.#absent.size === 0) return text
    const known = this.#texts.get(text) ?? this.#without(text)
    this.#texts.set(text, known)
    return known
  }

  #without(text: string): string {
    const holders: string[] = []
    const type = () => typeOf[holders.findLast((name) => name !== 'nodes') ?? '']
    const without = visit(parse(text, { noLocation: true }), {
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
