import type { Page } from '../http/page.ts'
import { changeHooksOf } from './change-hooks.ts'
import { connect, connectForm } from './connect/connect.ts'
import { returnFromTracker } from './connect/return-from-tracker.ts'
import { signInAgain } from './connect/sign-in-again.ts'
import { connectionList } from './list.ts'
import { changeExpiryOf, disconnect, oneConnection, replaceSecretOf, syncNow } from './one.ts'
import { chooseScopesOf, scopes } from './scopes.ts'

/** The trackers that are read: connect, choose, watch, replace a secret, disconnect. */
export const connectionPages: readonly Page[] = [
  connectionList,
  connectForm,
  connect,
  returnFromTracker,
  oneConnection,
  scopes,
  chooseScopesOf,
  syncNow,
  replaceSecretOf,
  signInAgain,
  changeExpiryOf,
  changeHooksOf,
  disconnect,
]
