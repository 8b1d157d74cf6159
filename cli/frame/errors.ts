/** The command was written wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The outside world isn't ready yet; nothing is lost. */
export class TryAgainLaterError extends Error {
  override readonly name = 'TryAgainLaterError'
}

/** The person at the terminal asked to stop. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError'

  constructor(message = 'stopped; what is stored stays, and the same command goes on from there') {
    super(message)
  }
}

/** A workflow failed; message and name are those of the root cause. */
export class WorkflowEndedError extends Error {
  /** The root cause's class, such as `TrackerAuthError`. */
  override readonly name: string

  constructor(name: string, message: string) {
    super(message)
    this.name = name
  }
}

/** The result is no, and the message says what to do. */
export class NegativeResultError extends Error {
  override readonly name = 'NegativeResultError'
}

/** The reader of standard output closed it early, as `| head` does. */
export class OutputClosedError extends Error {
  override readonly name = 'OutputClosedError'

  constructor() {
    super('whatever read standard output has closed it')
  }
}

/** A workflow was cancelled or terminated by somebody else. */
export class WorkflowStoppedError extends WorkflowEndedError {
  constructor() {
    super('NegativeResultError', 'it was stopped by somebody: start it again')
  }
}
