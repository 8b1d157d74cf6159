import { Context } from '@temporalio/activity'
import { buildMessage } from '../adapters/mail/message.ts'
import {
  claimNext,
  countDeliveries,
  markHandingOver,
  markInterrupted,
  queueDeliveries,
  recordOutcome,
} from '../adapters/store/deliveries.ts'
import { loadEdition } from '../adapters/store/editions.ts'
import type { DeliveryState } from '../domain/deliver/delivery.ts'
import { nextAttemptAt } from '../domain/deliver/pace.ts'
import { readersOf } from '../domain/report/editions.ts'
import type { ActivityDependencies } from './dependencies.ts'
import { ResultMissingError } from './errors.ts'
import { planInForce } from './plan-in-force.ts'
