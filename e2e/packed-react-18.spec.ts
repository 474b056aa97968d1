import { testPackedApp } from './support/packed-app.js'

testPackedApp(['react@18.3.1', 'react-dom@18.3.1'])
