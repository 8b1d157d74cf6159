/** A workflow names a connection that is no longer there. */
export class ConnectionMissingError extends Error {
  override readonly name = 'ConnectionMissingError'

  constructor(connectionId: string) {
    super(`there is no connection ${connectionId}; list them with: plumbline connections`)
  }
}

/** No plan covers the quarter. */
export class PlanMissingError extends Error {
  override readonly name = 'PlanMissingError'

  constructor(message = 'no plan was imported yet: plumbline plan import plan.yaml') {
    super(message)
  }
}

/** A team lacks a product, an engineering or an executive reader; nothing is sent until it has them. */
export class MissingReadersError extends Error {
  override readonly name = 'MissingReadersError'
}

/** An activity was called without the input that a workflow of ours seals. */
export class UnsealedInputError extends Error {
  override readonly name = 'UnsealedInputError'
}

/** The run isn't authorised to mail, or no longer. A run that a command starts again is. */
export class RunNotAuthorisedError extends Error {
  override readonly name = 'RunNotAuthorisedError'
}

/** An earlier stage's result, named by its id, is not in the store. */
export class ResultMissingError extends Error {
  override readonly name = 'ResultMissingError'
}

/** A report is to be mailed while reviewers are being asked about it; the review sends it. */
export class ReviewOpenError extends Error {
  override readonly name = 'ReviewOpenError'
}
