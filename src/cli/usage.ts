export const usage = `Usage: modelrunner-react <command>

  doctor <proxy-url> [--header "cookie: …"]            checks a running proxy from outside; spends nothing
  emulator [--port 4000] [--seed 1] [--balance 100]   the ModelRunner platform on your machine
  types <endpoint…> [-o file.d.ts] [--proxy URL]       types of models' inputs and outputs, for your editor
`
