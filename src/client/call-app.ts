/** Calls what the app handed in, apart: what that throws surfaces as an unhandled rejection and stops nothing of ours. */
export function callApp(callback: () => void): void {
  void Promise.resolve().then(callback)
}
