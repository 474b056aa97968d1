import { testPackedApp } from './support/packed-app.js'

testPackedApp()
