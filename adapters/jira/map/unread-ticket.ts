/** Stands in for a ticket that exists and that Jira can't return in a form that is read. */
export class UnreadTicket {
  readonly id: string
  readonly cause: string

  constructor(id: string, cause: string) {
    this.id = id
    this.cause = cause
  }
}
