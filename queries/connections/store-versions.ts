/** Tells cheaply whether what pages work out from tickets and settings would come out another way by now. */
export { storeVersions } from '../../adapters/store/sync/versions.ts'
