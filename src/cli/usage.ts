export const usage = `Usage: modelrunner-react <command>

  emulator [--port 4000] [--seed 1] [--balance 100]   the ModelRunner platform on your machine
`
