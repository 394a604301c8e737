"""`manage.py import_seeds` of a folder, on the database that the environment names, in turns.

python -m benchmarks.ours folder COUNT TURNS
"""

import os
import sys

import django
from django.core.management import call_command

from benchmarks.turns import Turns

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    call_command("migrate", verbosity=0)
    turns = Turns(*map(int, sys.argv[2:]))
    call_command("import_seeds", sys.argv[1], stdout=turns)
    turns.finish()
