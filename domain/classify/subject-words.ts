import type { Category } from '../category.ts'
import { comparable } from '../text/comparable.ts'
import type { Ticket, TrackerKind } from '../ticket.ts'
import { type RuleSubject, subjectName } from './ancestors.ts'
import { type WordForm, wordForm } from './rule-word.ts'

/** What a rule is matched with: the subject, its tracker, and its ancestors. */
export interface MatchInput {
  readonly subject: RuleSubject
  readonly tracker: TrackerKind
  readonly above: readonly RuleSubject[]
  /** Whether an ancestor has a category. */
  readonly inherits: () => boolean
  /** What more than half of the tickets right below it, and at least two, are; null where there is no such category. */
  readonly mostBelow: () => Category | null
}

/** The forms of the trackers' words and names, which repeat. */
export class WordForms {
  readonly #words = new Map<string, WordForm>()
  readonly #names = new Map<string, WordForm>()

  ofWord(word: string): WordForm {
    return cached(this.#words, word, wordForm)
  }

  ofWords(words: readonly (string | null)[]): WordForm[] {
    return words.filter((word) => word !== null).map((word) => this.ofWord(word))
  }

  /** A name is compared as a whole. */
  ofNames(names: readonly (string | null)[]): WordForm[] {
    return names.filter((name) => name !== null).map((name) => cached(this.#names, name, nameForm))
  }
}

/** One subject's words, each list made when a rule first asks for it: many rules do. */
export class SubjectWords {
  readonly input: MatchInput
  /** Null for a project or initiative. */
  readonly ticket: Ticket | null
  readonly forms: WordForms
  readonly #lists = new Map<string, readonly WordForm[]>()
  #title: string | null = null

  constructor(input: MatchInput, forms: WordForms) {
    this.input = input
    this.ticket = input.subject.kind === 'ticket' ? input.subject.ticket : null
    this.forms = forms
  }

  get type(): readonly WordForm[] {
    return this.#list('type', () => this.forms.ofWords([this.ticket?.typeName ?? null]))
  }

  get labels(): readonly WordForm[] {
    return this.#list('labels', () => this.forms.ofWords(labelsOf(this.input.subject)))
  }

  get typeOrLabel(): readonly WordForm[] {
    return this.#list('typeOrLabel', () => [...this.type, ...this.labels])
  }

  get component(): readonly WordForm[] {
    return this.#list('component', () => this.forms.ofWords(this.ticket?.components ?? []))
  }

  get priority(): readonly WordForm[] {
    return this.#list('priority', () => this.forms.ofWords([this.ticket?.priorityName ?? null]))
  }

  get project(): readonly WordForm[] {
    return this.#list('project', () => this.forms.ofNames(projectNames(this.input.subject)))
  }

  get team(): readonly WordForm[] {
    return this.#list('team', () => this.forms.ofNames(this.ticket === null ? [] : teamNames(this.ticket)))
  }

  get ancestor(): readonly WordForm[] {
    return this.#list('ancestor', () =>
      this.forms.ofNames(this.input.above.flatMap((each) => [subjectName(each), titleOf(each)])),
    )
  }

  /** In the form of `comparable`. */
  get title(): string {
    this.#title ??= comparable(titleOf(this.input.subject))
    return this.#title
  }

  #list(name: string, make: () => readonly WordForm[]): readonly WordForm[] {
    const known = this.#lists.get(name)
    if (known !== undefined) return known
    const made = make()
    this.#lists.set(name, made)
    return made
  }
}

function nameForm(name: string): WordForm {
  const joined = comparable(name)
  return { joined, parts: [joined] }
}

function cached(known: Map<string, WordForm>, text: string, formOf: (text: string) => WordForm): WordForm {
  const before = known.get(text)
  if (before !== undefined) return before
  const form = formOf(text)
  known.set(text, form)
  return form
}

function labelsOf(subject: RuleSubject): readonly string[] {
  return subject.kind === 'ticket' ? subject.ticket.labels : subject.container.labels
}

function titleOf(subject: RuleSubject): string {
  return subject.kind === 'ticket' ? subject.ticket.title : subject.container.title
}

function projectNames(subject: RuleSubject): readonly (string | null)[] {
  if (subject.kind === 'ticket') {
    const { projectKey, projectName, projectId } = subject.ticket
    return [projectKey, projectName, projectId]
  }
  return subject.kind === 'project' ? [subject.container.title, subject.container.containerId] : []
}

function teamNames({ teamKey, teamName, teamId, teamsAbove }: Ticket): readonly (string | null)[] {
  return [teamKey, teamName, teamId, ...teamsAbove]
}
