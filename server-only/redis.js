// What bundlers for browsers find as modelrunner-react/redis. The file named below does not exist: the build fails at this line, and
// its name says why. (An entry of null in "exports" is no guard: Vite falls through to "default" and bundles the handler.)
import './modelrunner-react-redis-is-server-code--it-works-with-secrets-of-your-account--import-it-in-files-that-only-your-server-loads.js'
