import { ApplicationFailure, type WorkflowInterceptors } from '@temporalio/workflow'
import { isRefused } from '../domain/refused-payload.ts'

/**
 * Fails whatever was started, queried or signalled without an input that we sealed: whoever reaches Temporal's port could have. A
 * workflow has one input, so one without is refused too.
 */
export const interceptors = (): WorkflowInterceptors => ({
  inbound: [
    {
      // Async throughout: what is thrown at once would fail the workflow's task, and be tried for ever.
      execute: async (input, next) => {
        if (input.args.length === 0) throw notSealed('The workflow has no input')
        refuse(input.args, 'The input of the workflow')
        return await next(input)
      },
      handleSignal: async (input, next) => {
        refuse(input.args, `The input of signal ${input.signalName}`)
        return await next(input)
      },
      handleQuery: async (input, next) => {
        refuse(input.args, `The input of query ${input.queryName}`)
        return await next(input)
      },
      validateUpdate: (input, next) => {
        refuse(input.args, `The input of update ${input.name}`)
        next(input)
      },
    },
  ],
  outbound: [
    {
      startChildWorkflowExecution: async (input, next) => {
        const [started, completed] = await next(input)
        const refusing = completed.then(
          (result) => refuse([result], `The result of ${input.workflowType}`)[0],
        )
        // A child that isn't awaited, or never started, has no listener.
        refusing.catch(() => undefined)
        return [started, refusing]
      },
    },
  ],
})

function refuse(values: readonly unknown[], what: string): readonly unknown[] {
  if (values.some(isRefused)) throw notSealed(`${what} was not sealed`)
  return values
}

function notSealed(what: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(
    `${what} by this Plumbline's key: work is started by its commands and schedules, not at Temporal itself`,
    'UnsealedInputError',
  )
}
