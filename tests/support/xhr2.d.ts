/** XMLHttpRequest for Node; it has no types of its own, and tests only hand it on. */
declare module 'xhr2' {
  export const XMLHttpRequest: unknown
}
