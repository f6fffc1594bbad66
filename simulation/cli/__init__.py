"""The command line: `delegation-sim`. Commands load what they need when they are called."""
