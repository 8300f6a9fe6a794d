"""A child that is spawned: asked on standard input, it answers on standard output."""

import os
import sys

from cvrender import startup
from cvrender.sandbox.child import serve

if __name__ == "__main__":
    startup.prepare(startup.MANY_DOCUMENTS)
    answered = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what else is printed goes nowhere
    serve(sys.stdin.buffer, answered, sys.argv[1:])
