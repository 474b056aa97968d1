/** Stands for a connection that breaks before an answer: a rejected fetch in-process, a destroyed socket when listening. */
export class ConnectionCut extends Error {
  constructor() {
    super('The connection was cut by a fault of the emulator.')
  }
}
